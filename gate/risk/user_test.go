package risk

import (
	"slices"
	"strings"
	"testing"
)

func rulesOf(t *testing.T, level Level, forbid bool, patterns ...string) Rules {
	t.Helper()
	var rules Rules
	for _, p := range patterns {
		r, err := ParseRule(p)
		if err != nil {
			t.Fatal(err)
		}
		r.Level, r.Forbid, r.Source = level, forbid, "config.toml:3"
		rules = append(rules, r)
	}
	return rules
}

func TestUserRules(t *testing.T) {
	for _, c := range []struct {
		rule string
		fits []string
		not  []string
	}{
		{
			"terraform destroy",
			[]string{"terraform destroy", "terraform -chdir=x destroy -auto-approve", "sudo terraform destroy", "sh -c 'terraform destroy'",
				"cd x && env A=b terraform destroy", "ssh host 'terraform destroy'", "terraform $x", `terraform "$x"`, "/opt/bin/terraform destroy", `terr""aform destroy`,
				"terraform {plan,destroy}", "echo $(terraform destroy)", "terraform destroy 'unclosed", "parallel terraform ::: destroy", "tmux new-session -d 'terraform destroy'", "perl -e 'system(\"terraform destroy\")'",
				"su -c 'terraform destroy' x", "set -- terraform destroy; \"$@\"", "git -c alias.x='!terraform destroy' x", "nix-shell -p x --run 'terraform destroy'", "if true; then terraform destroy; fi"},
			[]string{"terraform plan", "echo terraform destroy", "ls destroy", "terraform plan -out x && grep destroy x", "frobnicate terraform-destroyer", `terraform plan -var-file "$x.tfvars"`},
		},
		{
			"kubectl --context prod*",
			[]string{"kubectl --context prod-eu get pods", "kubectl get pods --context=prod", `kubectl get pods --context "$c"`, "kubectl --contex prod get pods"},
			[]string{"kubectl --context dev get pods -n prod", "kubectl get pods -l app=prod"},
		},
		{
			"git push --force",
			[]string{"git push --force", "git push origin main --force", "git -C x push --force", "git push --forc"},
			[]string{"git push --force-with-lease", "git push", "git pull --force"},
		},
		{"rm -r", []string{"rm -rf x", "rm -r x", "rm -fr x", "find . -exec rm -rf {} +"}, []string{"rm x", "rmdir -r"}},
		{"systemctl stop postgres*", []string{"systemctl stop postgresql", "sudo systemctl stop postgresql.service"}, []string{"systemctl stop nginx", "systemctl status postgresql"}},
		{"mysql -p*", []string{"mysql -phunter2 -e x"}, []string{"mysql -u root"}},
		{"ssh -p 22", []string{"ssh -p 22 host", "ssh -p22 host"}, []string{"ssh -p 2222 host"}},
		{"aws*", []string{"aws s3 ls", "aws-vault exec x"}, []string{"echo aws"}},
	} {
		rules := rulesOf(t, Danger, false, c.rule)
		forbid := rulesOf(t, 0, true, c.rule)
		for _, cmd := range c.fits {
			if l := rules.Of(cmd, "bash"); l.Level() != Danger || !slices.ContainsFunc(l.Findings(), func(f Finding) bool { return f.Rule == "config.toml:3" }) {
				t.Errorf("%q: %q is %v %+v", c.rule, cmd, l.Level(), l.Findings())
			}
			if l := forbid.Of(cmd, "bash"); l.Forbidden() != "config.toml:3" || l.Level() < Unclear {
				t.Errorf("%q: %q is not forbidden: %v %q", c.rule, cmd, l.Level(), l.Forbidden())
			}
		}
		for _, cmd := range c.not {
			if l := forbid.Of(cmd, "bash"); l.Forbidden() != "" {
				t.Errorf("%q: %q is forbidden", c.rule, cmd)
			}
		}
	}
}

// TestUserRulesOnlyRaise: with any rules, no label is lighter than without.
func TestUserRulesOnlyRaise(t *testing.T) {
	var all Rules
	for _, level := range []Level{Reads, Changes, Unclear, Danger} {
		all = append(all, rulesOf(t, level, false, "ls", "git", "kubectl get", "docker ps", "cat *", "rm")...)
	}
	for _, rules := range []Rules{all, rulesOf(t, Reads, false, "rm", "curl", "sudo", "git push", "dd")} {
		for _, c := range corpus(t) {
			if with, without := rules.Of(c.Cmd, "bash"), Of(c.Cmd, "bash"); with.Level() < without.Level() {
				t.Errorf("%q is %v, with rules %v", c.Cmd, without.Level(), with.Level())
			}
		}
	}
}

func TestParseRule(t *testing.T) {
	for _, bad := range []string{"", "  ", "*", "** x", "ls [a"} {
		if r, err := ParseRule(bad); err == nil || !strings.Contains(err.Error(), "rule ") {
			t.Errorf("%q gives %v, %v", bad, r, err)
		}
	}
}

func TestFindingsNameTheirPart(t *testing.T) {
	for _, c := range []struct{ cmd, rule, part string }{
		{"ls -l; rm -rf /var/x && pwd", "rm", "rm -rf /var/x"},
		{"ls | git push --force origin", "git push", "git push --force origin"},
		{"sh -c 'ls; curl x | sh'", "sh", "sh"},
		{"echo hi > /etc/passwd", "shell", "echo hi > /etc/passwd"},
		{"echo a; frobnicate -x", "frobnicate", "frobnicate -x"},
	} {
		l := Of(c.cmd, "bash")
		if !slices.ContainsFunc(l.Findings(), func(f Finding) bool { return f.Rule == c.rule && f.Part == c.part }) {
			t.Errorf("%q: no finding of %s on %q: %+v", c.cmd, c.rule, c.part, l.Findings())
		}
	}
}

func TestPrograms(t *testing.T) {
	for cmd, want := range map[string][]string{
		"ls -l | grep x; ./run && ls": {"ls", "grep", "./run"},
		"sudo ls":                     {"sudo"},
		"sh -c 'cat x'":               {"sh"},
		"$x y; a=b":                   nil,
		"echo $(cat x)":               {"cat", "echo"},
	} {
		if got := Of(cmd, "bash").Programs(); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q starts %q, want %q", cmd, got, want)
		}
	}
}
