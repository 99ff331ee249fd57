package risk

import (
	"strings"
	"testing"
)

// A rule holds also where the nesting is deeper than is looked at, and where the
// program is not known.
func TestForbiddenHoweverDeep(t *testing.T) {
	rule, err := ParseRule("terraform destroy")
	if err != nil {
		t.Fatal(err)
	}
	rule.Forbid, rule.Source = true, "here"
	for _, src := range []string{"T=terraform; $T destroy", "$(which terraform) destroy", strings.Repeat("eval ", 20) + "terraform destroy", strings.Repeat("$(", 300) + "terraform destroy" + strings.Repeat(")", 300)} {
		if (Rules{rule}).Of(src, "bash").Forbidden() == "" {
			t.Errorf("%.30s… is not forbidden", src)
		}
	}
}
