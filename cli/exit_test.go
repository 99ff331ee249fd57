package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall"
	"testing"
	"unicode"

	"nod/agent"
	"nod/gate"
	"nod/internal/term"
)

func TestStatusOf(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"nothing wrong", nil, 0},
		{"a command that was run", exited(3), 3},
		{"a command that a signal ended", exited(137), 137},
		{"no proposal", fmt.Errorf("x: %w", &agent.Decline{Reason: "no"}), 127},
		{"left at the gate", fmt.Errorf("x: %w", gate.ErrRefused), 126},
		{"never run", fmt.Errorf("x: %w", &gate.UnfitError{Reason: "no"}), 126},
		{"interrupted", context.Canceled, 130},
		{"ended by a signal", stopped(syscall.SIGTERM), 143},
		{"usage", usage{"no", nil}, 125},
		{"anything else", errors.New("no"), 125},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := statusOf(c.err); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestReport(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"nothing", nil, ""},
		{"what was told already", exited(1), ""},
		{"a plain error", errors.New("read x: gone"), "nod: read x: gone\n"},
		{"with hints, wrapped", fmt.Errorf("ask: %w", usage{"no", []string{"try this", "or that"}}), "nod: ask: no\nhint: try this\nhint: or that\n"},
		{"text that would act on a terminal", errors.New("no file \x1b[2J\nnamed\u202ex"), "nod: no file <U+001B>[2J named<U+202E>x\n"},
		{"a provider's error", fmt.Errorf("*cli.UI: %w", setup{errors.New("broken")}), "nod: broken\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			report(&out, c.err)
			if out.String() != c.want {
				t.Errorf("got %q, want %q", out.String(), c.want)
			}
		})
	}
}

// TestPanicIsReported holds that a defect ends like any failure.
func TestPanicIsReported(t *testing.T) {
	var out, errs bytes.Buffer
	h := &Host{Args: []string{"config"}, Stdout: &out, Stderr: &errs, Env: func(string) string { panic("a defect") }}
	if status := Main(h); status != statusFailed {
		t.Errorf("status %d", status)
	}
	if !bytes.HasPrefix(errs.Bytes(), []byte("nod: this is a bug in nod: a defect\n")) {
		t.Errorf("stderr %q", errs.String())
	}
}

// FuzzEncode holds that JSON comes back as it was, and that nothing in it acts
// on a terminal.
func FuzzEncode(f *testing.F) {
	f.Add("plain <b> & \"quoted\"")
	f.Add("\u202e\u009b\U000e0041\x1b[2J\x00")
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		if err := encode(&out, s, ""); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		want := string([]rune(s)) // JSON has no bytes that are not UTF-8
		if back != want {
			t.Fatalf("%q comes back as %q", want, back)
		}
		for _, r := range out.String() {
			if r != '\n' && (term.Invisible(r) || unicode.IsControl(r)) {
				t.Fatalf("%q holds %U", out.String(), r)
			}
		}
	})
}
