package recipes

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// The embedded index is a table of strings, each once, and a stream of numbers
// that refer to it. It is read without copying a string, because every process
// reads it before its first answer. A codec writes and reads it by the same
// walk over the same structures, so that the two cannot disagree.

type codec struct {
	packing bool
	strings []string
	ids     map[string]int // packing: where a string stands
	out     []byte         // packing: the stream
	in      string         // unpacking: what is left of it
	room    []string       // unpacking: for the next lists
	err     error
}

var errIndex = errors.New("the recipe index is cut short")

// pack writes a book, whose recipes are all opened.
func pack(b *Book) []byte {
	c := &codec{packing: true, ids: map[string]int{}}
	c.book(b)
	head := binary.AppendUvarint(nil, uint64(len(c.strings)))
	var text []byte
	for _, s := range c.strings {
		head = binary.AppendUvarint(head, uint64(len(s)))
		text = append(text, s...)
	}
	return slices.Concat(head, text, c.out)
}

// unpack reads a book.
func unpack(data string) (*Book, error) {
	c := &codec{in: data}
	lengths := make([]int, c.next())
	for i := range lengths {
		lengths[i] = c.next()
	}
	c.strings = make([]string, len(lengths))
	for i, n := range lengths {
		if n > len(c.in) {
			return nil, errIndex
		}
		c.strings[i], c.in = c.in[:n], c.in[n:]
	}
	b := &Book{lex: newLexicon(), grammar: &grammar{byWord: map[string][]sequence{}}}
	b.shelf = shelf{strings: c.strings, opened: map[int]*recipe{}, keys: map[string][]int{}, df: map[string]int{}}
	c.book(b)
	return b, c.err
}

// next reads one number of the stream.
func (c *codec) next() int {
	var n uint64
	for i, shift := 0, 0; i < len(c.in) && i < binary.MaxVarintLen64; i, shift = i+1, shift+7 {
		n |= uint64(c.in[i]&0x7f) << shift
		if c.in[i] < 0x80 {
			c.in = c.in[i+1:]
			return int(n)
		}
	}
	c.err, c.in = errIndex, ""
	return 0
}

func (c *codec) num(n *int) {
	if c.packing {
		c.out = binary.AppendUvarint(c.out, uint64(*n))
		return
	}
	*n = c.next()
}

func (c *codec) str(s *string) {
	var id int
	if c.packing {
		var ok bool
		if id, ok = c.ids[*s]; !ok {
			id = len(c.strings)
			c.ids[*s], c.strings = id, append(c.strings, *s)
		}
	}
	if c.num(&id); c.packing {
		return
	}
	if id >= len(c.strings) {
		c.err = errIndex
		return
	}
	*s = c.strings[id]
}

// strs walks a list of strings. What it reads stands in slices of one large
// array: the index has tens of thousands of lists of one or two words.
func (c *codec) strs(ss *[]string) {
	if c.packing {
		list(c, ss, c.str)
		return
	}
	n := c.next()
	if n > len(c.in) {
		c.err, n = errIndex, 0
	}
	if n > len(c.room) {
		c.room = make([]string, max(n, 4096))
	}
	*ss, c.room = c.room[:n:n], c.room[n:]
	for i := range *ss {
		c.str(&(*ss)[i])
	}
}

func (c *codec) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.num(&n)
	*b = n == 1
}

// list walks a slice, which it makes when it reads.
func list[T any](c *codec, xs *[]T, each func(*T)) {
	n := len(*xs)
	if c.num(&n); !c.packing {
		if n > len(c.in) { // each element takes a byte at least
			c.err, n = errIndex, 0
		}
		*xs = make([]T, n)
	}
	for i := range *xs {
		each(&(*xs)[i])
	}
}

// dict walks a map in the order of its keys.
func dict[T any](c *codec, m *map[string]T, each func(*T)) {
	keys := slices.Sorted(maps.Keys(*m))
	c.strs(&keys)
	if !c.packing {
		*m = make(map[string]T, len(keys))
	}
	for _, k := range keys {
		v := (*m)[k]
		each(&v)
		(*m)[k] = v
	}
}

func (c *codec) book(b *Book) {
	c.lexicon(b.lex)
	list(c, &b.grammar.all, c.sequence)
	if !c.packing && c.err == nil {
		b.grammar.index()
	}
	c.shelf(&b.shelf)
}

func (c *codec) shelf(s *shelf) {
	list(c, &s.always, c.num)
	dict(c, &s.keys, func(ids *[]int) { list(c, ids, c.num) })
	dict(c, &s.df, c.num)
	if c.packing {
		for _, r := range s.all() {
			one := &codec{packing: true, strings: c.strings, ids: c.ids}
			one.recipe(r)
			s.packed, c.strings = append(s.packed, string(one.out)), one.strings
		}
	}
	list(c, &s.packed, c.blob)
}

// blob walks bytes that stand in the stream as they are.
func (c *codec) blob(s *string) {
	n := len(*s)
	if c.num(&n); c.packing {
		c.out = append(c.out, *s...)
		return
	}
	if n > len(c.in) {
		c.err, n = errIndex, 0
	}
	*s, c.in = c.in[:n], c.in[n:]
}

func (c *codec) lexicon(l *lexicon) {
	dict(c, &l.fillers, c.flag)
	dict(c, &l.named, c.flag)
	dict(c, &l.classes, func(k *class) { c.num((*int)(k)) })
	dict(c, &l.words, c.strs)
	dict(c, &l.extensions, c.strs)
	dict(c, &l.phrases, func(ms *[]multiwords) {
		list(c, ms, func(m *multiwords) {
			c.strs(&m.stems)
			c.strs(&m.concepts)
		})
	})
}

func (c *codec) sequence(s *sequence) {
	c.str(&s.kind)
	c.str(&s.op)
	c.flag(&s.quiet)
	c.strs(&s.elems)
}

func (c *codec) recipe(r *recipe) {
	for _, s := range []*string{&r.ID, &r.Build, &r.Explain, &r.Example} {
		c.str(s)
	}
	c.strs(&r.Takes)
	c.strs(&r.With)
	list(c, (*[]variant)(&r.Run), func(v *variant) {
		c.str(&v.When)
		c.str(&v.Do)
	})
	list(c, &r.Phrases, func(p *phrase) {
		c.strs(&p.Words)
		c.strs(&p.Maybe)
		list(c, &p.Slots, func(s *slot) {
			c.str(&s.Name)
			c.str(&s.Type)
			c.str(&s.Prep)
			c.flag(&s.Must)
			c.flag(&s.Opt)
		})
	})
}
