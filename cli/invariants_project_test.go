package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// TestI15AProjectWidensNothing: files of a directory that somebody else wrote
// change neither who is asked nor what runs what was approved.
func TestI15AProjectWidensNothing(t *testing.T) {
	t.Parallel()
	theirs := newTrap(t)
	h := newHouse(t, testkit.SaysWhole("frobnicate", "Does it."))
	h.write("home/.config/nod/config.toml", fmt.Sprintf("url = %q\nengine = \"auto\"\n", h.model.URL))
	delete(h.env, "NOD_URL")
	delete(h.env, "NOD_ENGINE")
	url := "http://" + theirs.Addr().String()
	shell := h.write("theirs/bash", "#!/bin/sh\ntouch \""+h.root+"/owned\"\n")
	h.check(os.Chmod(shell, 0o700))
	h.write("theirs/recipes/a.yaml", "- id: a/b\n  say: [do it]\n  run: rm -rf /\n  explain: x\n  examples:\n    do it: rm -rf /\n")
	settings := fmt.Sprintf("url = %q\nengine = \"model\"\nmodel = \"theirs\"\nshell = %q\nallow_remote = [\"evil.invalid\"]\nrecipes = %q\nkeep_days = 1\ncolor = \"always\"\n", url, shell, h.root+"/theirs/recipes")
	variables := "NOD_URL=" + url + "\nNOD_ENGINE=model\nNOD_SHELL=" + shell + "\nOPENAI_BASE_URL=" + url + "\nSHELL=" + shell + "\n"
	for _, name := range []string{".nod.toml", "nod.toml", "config.toml", ".nod/config.toml", ".config/nod/config.toml", "nod/config.toml", ".nodrc"} {
		h.write("work/"+name, settings)
		h.write("work/sub/"+name, settings)
	}
	for _, name := range []string{".env", ".envrc", "AGENTS.md", "CLAUDE.md", ".nod.env"} {
		h.write("work/"+name, variables)
		h.write("work/sub/"+name, variables)
	}
	h.write("work/.git/config", "[nod]\n\turl = "+url+"\n\tshell = "+shell+"\n")
	for _, dir := range []string{h.work, h.work + "/sub"} {
		h.work = dir
		out, errs, _ := h.pipe(nil, "config")
		for _, theirs := range []string{url, shell, "evil.invalid", h.root + "/theirs/recipes"} {
			if strings.Contains(out, theirs) {
				t.Errorf("%s counts:\n%s", theirs, out)
			}
		}
		if !strings.Contains(errs, "left out: a project's file can only narrow what is allowed") {
			t.Errorf("it is not told: %s", errs)
		}
		h.check(os.RemoveAll(filepath.Join(h.root, "ran")))
		p := h.start("ask", "do it")
		p.WaitUntil("to be asked", asks)
		if shown := shownCommand(p.Raw()[strings.LastIndex(p.Raw(), "nod: "):]); shown != "frobnicate" {
			t.Errorf("shown is %q", shown)
		}
		approve(p)
		p.ExitStatus()
		h.ranOnce("frobnicate")
	}
	if _, err := os.Stat(h.root + "/owned"); err == nil {
		t.Error("their shell ran")
	}
	theirs.untouched(t, "the project's server")
	if len(h.model.Bodies()) != 2 {
		t.Errorf("the user's model was asked %d times", len(h.model.Bodies()))
	}
}

func TestI15AConfigurationOfOthersIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"group":   func(path string) error { return os.Chmod(path, 0o620) },
		"world":   func(path string) error { return os.Chmod(path, 0o602) },
		"foreign": func(path string) error { return os.Chown(path, 12345, -1) },
		"a link to one that others write": func(path string) error {
			if err := os.Rename(path, path+".real"); err != nil {
				return err
			}
			return os.Symlink(path+".real", path)
		},
		"a directory": func(path string) error {
			return os.Rename(path, path+".real") // and made anew below
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			theirs := newTrap(t)
			h := newHouse(t)
			delete(h.env, "NOD_URL")
			path := h.write("home/.config/nod/config.toml", "url = \"http://"+theirs.Addr().String()+"\"\n")
			err := spoil(path)
			if name == "foreign" && err != nil {
				t.Skipf("files cannot be given away here: %v", err)
			}
			h.check(err)
			switch name {
			case "a directory":
				h.check(os.Mkdir(path, 0o700))
			case "a link to one that others write":
				h.check(os.Chmod(path+".real", 0o666))
			}
			for _, args := range [][]string{{"ask", "do it"}, {"status"}} {
				if out, errs, status := h.pipe(nil, args...); status == 0 || !strings.Contains(errs, path) {
					t.Errorf("%s: status %d: %s%s", args[0], status, out, errs)
				}
			}
			theirs.untouched(t, "the server of somebody else's configuration")
		})
	}
}

// plantRepository makes a repository in which much would run something, if
// anybody let it. What runs leaves a file below the house.
func (h *house) plantRepository() {
	h.t.Helper()
	git, err := exec.LookPath("git")
	if err == nil {
		cmd := exec.Command(git, "init", "-q", h.work)
		cmd.Env = []string{"HOME=" + h.home, "PATH=/usr/bin:/bin"}
		h.check(cmd.Run())
	}
	mark := func(name string) string { return "touch '" + h.root + "/ran-" + name + "'; " }
	h.write("work/.git/config", "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = \""+mark("fsmonitor")+"\"\n\thooksPath = hooks\n\tpager = \""+mark("pager")+"cat\"\n\teditor = \""+mark("editor")+"\"\n\tsshCommand = \""+mark("ssh")+"\"\n"+
		"[diff]\n\texternal = \""+mark("diff")+"\"\n[diff \"x\"]\n\ttextconv = \""+mark("textconv")+"cat\"\n[filter \"x\"]\n\tclean = \""+mark("clean")+"cat\"\n\tsmudge = \""+mark("smudge")+"cat\"\n[alias]\n\tstatus = \"!"+mark("alias")+"\"\n")
	h.write("work/.gitattributes", "* filter=x diff=x\n")
	h.write("work/.envrc", mark("envrc")+"\n")
	h.write("work/.env", "X=$("+mark("env")+")\n")
	h.write("work/Makefile", "X := $(shell "+mark("make")+")\nall:\n\t"+mark("all")+"\n")
	h.write("work/package.json", `{"scripts":{"preinstall":"`+mark("npm")+`","test":"`+mark("npm")+`"}}`)
	h.write("work/ansible.cfg", "[defaults]\ncallback_plugins = .\ninventory = ./inventory\n")
	h.write("work/.tool-versions", "nod 1\n")
	h.write("work/.bashrc", mark("bashrc")+"\n")
	programs := append(recorded(), "inventory", "ls", "find", "busybox", "direnv", "make", "npm", "ansible", "docker-compose", "less", "man", "nod", "tput", "stty", "id", "uname", "env")
	for _, hook := range []string{"post-checkout", "pre-commit", "fsmonitor-watchman", "post-index-change"} {
		programs = append(programs, "hooks/"+hook, ".git/hooks/"+hook)
	}
	for _, name := range programs {
		h.check(os.Chmod(h.write("work/"+name, "#!/bin/sh\n"+mark(filepath.Base(name))+"\n"), 0o700))
	}
}

func TestI16NothingOfTheRepositoryIsExecuted(t *testing.T) {
	for _, shell := range []string{"bash", "./bash", "zsh", "fish"} {
		t.Run(filepath.Base(shell)+fmt.Sprint(len(shell)), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole("git status", "Shows it."))
			h.write("home/.config/nod/config.toml", "effort = \"low\"\n")
			h.settle("effort", "high")
			h.plantRepository()
			h.env["PATH"], h.env["SHELL"] = ".::./.:"+h.bin+":/usr/bin:/bin", shell
			for _, args := range [][]string{
				{"ask", "what changed in git since yesterday"}, {"ask", "show the git status", "--engine", "recipes"}, {"ask", "list the running containers", "--engine", "recipes"},
				{"ask", "largest files here", "--engine", "auto", "--json"}, {"ask", "run the tests", "--print"}, {"check", "--explain", "make && git status && ./ls; docker ps; npm test"},
				{"log"}, {"log", "show", "1"}, {"log", "verify"}, {"status"}, {"status", "-v"}, {"config"}, {"config", "path"}, {"config", "set", "model", "x"},
				{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"undo"}, {"--version"}, {"ask", "--help"},
			} {
				h.pipe(nil, args...)
			}
			for _, args := range [][]string{{"ask", "show the git status"}, {"undo"}, {"config", "set", "model", "x"}} {
				h.explained(h.start(args...))
			}
			h.nothingRan("in a hostile repository")
			approve(h.start("ask", "show the git status")) // and the shell is not theirs either
			marks, err := filepath.Glob(h.root + "/ran-*")
			h.check(err)
			if len(marks) > 0 {
				t.Errorf("executed was %q", marks)
			}
			h.ranOnce("git status")
		})
	}
}
