package recipes

import "testing"

func TestRepairs(t *testing.T) {
	b, _ := Load("")
	env, _, _ := exampleEnv("x")
	env.Files = func() []string { return []string{"README.md", "main.go", "main_test.go", "app.log"} }
	for ask, want := range map[string]string{
		"find direktories named build-out": "find . -type d -name build-out",
		"permissions of the readme":        "stat -- README.md",
		"permissions of the file app":      "stat -- app.log",
		"permissions of the file main":     "stat -- main", // two files begin so
		"delete dangling symlnks":          "find . -xtype l -delete",
	} {
		cmd, err := b.answer(ask, env)
		if err != nil {
			t.Errorf("%q: %v", ask, err)
		} else if cmd.Text != want {
			t.Errorf("%q gives %s, want %s", ask, cmd.Text, want)
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, w := range []string{"contaner", "containeer", "contaimer", "cotnainer"} {
		if !oneSlip(w, "container") {
			t.Errorf("%s is one slip from container", w)
		}
	}
	for _, w := range []string{"container", "contane", "catnainer", "retainer"} {
		if oneSlip(w, "container") {
			t.Errorf("%s is not one slip from container", w)
		}
	}
}
