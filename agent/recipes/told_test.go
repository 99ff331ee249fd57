package recipes

import (
	"strings"
	"testing"
)

// TestToldIsNoRequest holds that a question about what was done does nothing.
func TestToldIsNoRequest(t *testing.T) {
	b, _ := fromData(t)
	env, _, _ := exampleEnv("")
	for text, never := range map[string]string{
		"was the server shut down":        "poweroff",
		"is the certificate renewed":      "renew",
		"did someone delete the crontab":  "crontab -r",
		"is pid 1234 suspended":           "kill",
		"has nginx been reloaded":         "reload",
		"is the hostname set to web1":     "set-hostname",
		"was 10.0.0.5 unblocked":          "delete",
		"is the mtu of eth0 set to 1500":  "set eth0",
		"which services were restarted":   "restart",
		"was the firewall disabled":       "disable",
		"is process 1234 killed by force": "kill",
	} {
		if cmd, err := b.answer(text, env); err == nil && strings.Contains(cmd.Text, never) {
			t.Errorf("%q gives %s", text, cmd.Text)
		}
	}
}
