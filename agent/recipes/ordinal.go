package recipes

import (
	"regexp"
	"strconv"
)

// commonDirs are words of the vocabulary that often name a directory too, and
// do before the word itself: the logs folder.
var commonDirs = map[string]bool{"log": true, "logs": true, "data": true, "config": true, "conf": true, "build": true, "images": true,
	"backup": true, "backups": true, "docs": true, "test": true, "tests": true, "assets": true, "scripts": true, "static": true, "temp": true,
	"cache": true, "uploads": true, "downloads": true, "templates": true, "packages": true, "reports": true, "documents": true, "projects": true, "release": true,
	"photos": true, "pictures": true, "videos": true, "music": true, "public": true, "dist": true}

var ordinals = map[string]float64{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
	"eighth": 8, "ninth": 9, "tenth": 10, "last": -1, "final": -1}

var reOrdinal = regexp.MustCompile(`^(\d{1,4})(st|nd|rd|th)$`)

// ordinal gives the place that a word names: 3 for third and 3rd, -1 for last,
// 0 for any other word.
func (t token) ordinal() float64 {
	if t.kind == quoted {
		return 0
	}
	if m := reOrdinal.FindStringSubmatch(t.low); m != nil {
		n, _ := strconv.ParseFloat(m[1], 64)
		return n
	}
	return ordinals[t.low]
}
