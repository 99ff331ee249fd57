package secret

import (
	"regexp"
	"strings"
	"testing"
)

// logText is a MiB of ordinary output, with a secret in every some lines.
func logText(secrets bool) string {
	var b strings.Builder
	for i := 0; b.Len() < 1<<20; i++ {
		b.WriteString(quiet)
		if secrets {
			b.WriteString("2026-11-12 ERROR dial postgres://app:s3cret" + strings.Repeat("x", i%7) + "@db:5432/x password=Zq7rT2nW5k\n")
		}
	}
	return b.String()[:1<<20]
}

func BenchmarkMask(b *testing.B) {
	for name, secrets := range map[string]bool{"ordinary": false, "secrets": true} {
		b.Run(name, func(b *testing.B) {
			text := logText(secrets)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				New().Mask(text)
			}
		})
	}
	// What a plain scan for one of the rules costs, to compare with.
	b.Run("one plain regexp", func(b *testing.B) {
		text, re := logText(false), regexp.MustCompile(`(?i)[\w.-]*(?:password|token|secret)[\w.-]*\s*[:=]\s*(\S+)`)
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			re.FindAllStringIndex(text, -1)
		}
	})
}

// BenchmarkMaskHostile is text made to be slow.
func BenchmarkMaskHostile(b *testing.B) {
	for name, piece := range map[string]string{
		"assignments": "password=", "no blanks": "a@secret:key=", "urls": "://x:y@", "begins": "-----BEGIN PRIVATE KEY-----\n", "base64": "eyJhbGciOi.", "quotes": `token:"`, "curl": "curl -u ", "tails": "password=a&b;c,",
		"login": "login x ", "block": "password: |\n  a\n", "ends": "AAAA\n-----END PRIVATE KEY-----", "same prefix": "ghp_aaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(piece, 1<<20/len(piece))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				New().Mask(text)
			}
		})
	}
}
