package secret

import (
	"strconv"
	"strings"

	"nod/internal/lazyre"
)

// stem begins every placeholder. A placeholder is one word of letters, digits
// and underscores, so that a shell, YAML, JSON and a URL all carry it as it is.
const stem = "NOD_SECRET_"

// maxNumber is the highest number of a placeholder. Number 0 stands for
// secrets that a full vault masks without remembering them.
const maxNumber = 9999

var placeholder = lazyre.New(stem + `[0-9]+`)

func placeholderOf(number int) string { return stem + strconv.Itoa(number) }

// numberOf reads a placeholder; -1 where no vault could have made it.
func numberOf(name string) int {
	digits := name[len(stem):]
	if len(digits) > 4 || len(digits) > 1 && digits[0] == '0' {
		return -1
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

// holds tells a text that has a placeholder in it.
func holds(text string) bool { return placeholder.Get().MatchString(text) }

// IsMasked tells whether a text holds a placeholder, of whatever vault.
func IsMasked(text string) bool { return strings.Contains(text, stem) }
