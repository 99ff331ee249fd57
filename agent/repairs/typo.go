package repairs

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// notFound is the status of a shell for a program that it did not find.
const notFound = 127

// missing is how programs say that a path is not there.
var missing = regexp.MustCompile(`(?i)no such file or directory|does not exist`)

// words are those of a command that are plain: quotes, variables and patterns
// are left alone.
var words = regexp.MustCompile(`[^\s;|&<>()'"$` + "`" + `\\*?\[\]{}#]+`)

// typo takes the nearest name that there is for a program, or a path, that is not.
func typo(f Failure, env Env) (Repair, bool) {
	for _, at := range words.FindAllStringIndex(f.Command, -1) {
		word := f.Command[at[0]:at[1]]
		var right string
		switch {
		case !strings.Contains(f.Output, word):
		case f.Exit == notFound && env.Programs != nil:
			right = Nearest(word, env.Programs())
		case missing.MatchString(f.Output) && env.Names != nil:
			right = nearestPath(word, env.Names)
		}
		if right == "" {
			continue
		}
		return Repair{
			Command: f.Command[:at[0]] + right + f.Command[at[1]:],
			Says:    fmt.Sprintf("There is no %s here; %s is the nearest name that there is.", word, right),
			Name:    "typo",
		}, true
	}
	return Repair{}, false
}

// nearestPath repairs the first part of a path that is not there, where the rest
// is then there.
func nearestPath(word string, names func(string) []string) string {
	parts := strings.Split(word, "/")
	dir := "."
	if strings.HasPrefix(word, "/") {
		dir = "/"
	}
	for i, part := range parts {
		in := names(dir)
		if part != "" && part != "." && part != ".." && !slices.Contains(in, part) {
			if parts[i] = Nearest(part, in); parts[i] == "" {
				return ""
			}
		}
		dir = path.Join(dir, parts[i])
	}
	if right := strings.Join(parts, "/"); right != word {
		return right
	}
	return ""
}

// Nearest gives the name that a misspelt one was most likely meant to be: one
// letter changed, missing, added or swapped with its neighbour, or two in a word of
// more than five. Empty where none is, or where several are equally near.
func Nearest(word string, names []string) string {
	most := 1
	if len(word) > 5 {
		most = 2
	}
	best, found := most+1, ""
	for _, name := range names {
		switch d := distance(word, name, most); {
		case d == 0:
			return ""
		case d < best:
			best, found = d, name
		case d == best && name != found:
			found = ""
		}
	}
	return found
}

// distance counts the edits from a to b, where two letters swapped are one. Above
// most it may give any larger number.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
