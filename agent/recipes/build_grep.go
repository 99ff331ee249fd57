package recipes

// buildGrep composes a search through files: ripgrep where it is installed,
// else grep.
func buildGrep(a *ask) (built, bool) {
	text, ok := a.first("pattern")
	if !ok {
		return built{}, false
	}
	if t, ok := a.first("path"); ok && formatOf(t.text) != "" {
		return built{}, false // compressed: another program searches it
	}
	if a.env.Has != nil && a.env.Has("rg") {
		return a.ripgrep(text.text), true
	}
	return a.grep(text.text), true
}

func (a *ask) grep(text string) built {
	var cmd clause
	flags := "-rn"
	if a.inOneFile() {
		flags = "-n"
	}
	switch {
	case a.words["count"]:
		flags = "-rc"
	case a.words["filesonly"]:
		flags = "-rl"
	}
	if a.words["ignorecase"] {
		flags += "i"
	}
	if a.words["word"] && a.words["whole"] {
		flags += "w"
	}
	cmd.add("grep", flags+literal(text))
	if t, ok := a.first("lines"); ok {
		cmd.add("-C", amount(t.amount))
	}
	for _, p := range a.patterns() {
		cmd.add("--include=" + quoteGlob(a.env.Shell, p))
	}
	for _, t := range a.all("exclude") {
		cmd.add("--exclude-dir=" + a.quote(t.text))
	}
	cmd.add("--", quoteText(a.env.Shell, text), a.place())
	return built{text: cmd.String(), explain: a.searchWhy(text)}
}

func (a *ask) ripgrep(text string) built {
	var cmd clause
	cmd.add("rg", "-n"+literal(text))
	switch {
	case a.words["count"]:
		cmd.add("-c")
	case a.words["filesonly"]:
		cmd.add("-l")
	}
	if a.words["ignorecase"] {
		cmd.add("-i")
	}
	if t, ok := a.first("lines"); ok {
		cmd.add("-C", amount(t.amount))
	}
	for _, p := range a.patterns() {
		cmd.add("-g", quoteGlob(a.env.Shell, p))
	}
	for _, t := range a.all("exclude") {
		cmd.add("-g", quoteGlob(a.env.Shell, "!"+t.text))
	}
	cmd.add("--", quoteText(a.env.Shell, text), a.place())
	return built{text: cmd.String(), explain: a.searchWhy(text)}
}

// literal asks for a search that takes the text as it is, where it has
// characters that a pattern would read as its own.
func literal(text string) string {
	for _, c := range text {
		switch c {
		case '.', '*', '[', ']', '^', '$', '\\', '+', '?', '(', ')', '{', '}', '|':
			return "F"
		}
	}
	return ""
}

func (a *ask) searchWhy(text string) string {
	switch {
	case a.words["count"]:
		return "Counts the lines with " + text + " in each file."
	case a.words["filesonly"]:
		return "Names the files that contain " + text + "."
	}
	return "Shows every line with " + text + ", with file and line number."
}

// inOneFile says whether the place of a search is a file, by its name.
func (a *ask) inOneFile() bool {
	t, ok := a.first("path")
	return ok && t.kind == dotted && len(a.all("path")) == 1
}
