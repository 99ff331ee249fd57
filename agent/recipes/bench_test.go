package recipes

import "testing"

// BenchmarkLoad is what every process pays before its first answer.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load("")
	}
}

func BenchmarkAnswer(b *testing.B) {
	book, _ := Load("")
	env, _, _ := exampleEnv("x")
	for b.Loop() {
		if _, err := book.answer("find all .log files under /var/log older than 30 days and delete them", env); err != nil {
			b.Fatal(err)
		}
	}
}
