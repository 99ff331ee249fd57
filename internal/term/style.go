package term

// A Style is how a piece of text is painted. It helps the eye and carries no
// meaning of its own: what a style says is always said in words too.
type Style string

// The styles, by the codes that every terminal knows.
const (
	Plain  Style = ""
	Bold   Style = "1"
	Dim    Style = "2"
	Red    Style = "1;31"
	Green  Style = "32"
	Yellow Style = "33"
	Cyan   Style = "36"
)

// Color says whether styles are painted at all.
type Color bool

// ColorFor decides for one output: painted where it is a terminal, NO_COLOR is
// unset or empty, and TERM names more than a dumb terminal.
func ColorFor(terminal bool, env func(string) string) Color {
	return Color(terminal && env("NO_COLOR") == "" && !Dumb(env))
}

// Dumb reports whether the terminal cannot move its cursor.
func Dumb(env func(string) string) bool {
	t := env("TERM")
	return t == "" || t == "dumb"
}

// Paint gives text in a style. text is Safe: a style that it could end itself
// would be no style.
func (c Color) Paint(s Style, text string) string {
	if !c || s == Plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
