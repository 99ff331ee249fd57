package integration

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
)

// A Record is what a shell told of one command.
type Record struct {
	// Seq is the number that the command's D has.
	Seq int64
	// Dir is the directory in which it was started.
	Dir string
	// Text is what was typed, byte for byte, except that bash without its
	// option lithist keeps several lines of commands as one. It has no NUL.
	Text string
	// Known is false when the shell does not know the text, as when bash's
	// history did not take the command; Text is empty then.
	Known bool
}

// MaxField bounds a field of a record, in bytes. A record with a longer one is
// skipped.
const MaxField = 1 << 20

// Records reads r to its end and gives every record to yield, in order. What is
// not a record, as when a shell was stopped in the middle of one, is skipped. The
// error is r's own, nil at its end.
func Records(r io.Reader, yield func(Record)) error {
	in := bufio.NewReader(r)
	var fields []string
	for {
		field, whole, err := readField(in)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case whole && fits(len(fields), field):
			fields = append(fields, field)
		case whole && fits(0, field): // another record begins
			fields = []string{field}
		default:
			fields = nil
		}
		if len(fields) == 5 {
			yield(record(fields))
			fields = nil
		}
	}
}

// fits tells whether a field may be the one at that place of a record.
func fits(place int, field string) bool {
	switch place {
	case 0:
		_, err := strconv.ParseUint(field, 10, 63)
		return err == nil
	case 1:
		return field == "" || field[0] == '/'
	case 2:
		return field == "text" || field == "unknown" || field == "history"
	case 3:
		return true
	}
	return field == ""
}

// record makes one of five fields that fit.
func record(fields []string) Record {
	seq, _ := strconv.ParseInt(fields[0], 10, 64) // it fits
	r := Record{Seq: seq, Dir: fields[1]}
	switch fields[2] {
	case "text":
		r.Text, r.Known = fields[3], true
	case "history":
		r.Text, r.Known = history(fields[3])
	}
	return r
}

// history takes what bash puts around an entry away: the number, a star where
// the entry was changed, a blank, and the newline.
func history(line string) (string, bool) {
	rest := strings.TrimLeft(line, " ")
	after := strings.TrimLeft(rest, "0123456789")
	if len(after) == len(rest) || len(after) < 3 || !strings.HasSuffix(after, "\n") {
		return "", false
	}
	return after[2 : len(after)-1], true
}

// readField reads to the next NUL, which is not part of the field. It keeps no
// more than MaxField; whole tells that this was all.
func readField(in *bufio.Reader) (field string, whole bool, err error) {
	var kept []byte
	whole = true
	for {
		part, err := in.ReadSlice(0)
		if len(kept)+len(part) > MaxField+1 {
			whole, kept = false, nil
		}
		if whole {
			kept = append(kept, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return "", false, err
		case !whole:
			return "", false, nil
		default:
			return string(kept[:len(kept)-1]), true, nil
		}
	}
}
