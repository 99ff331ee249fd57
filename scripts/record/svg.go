package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The measures of the drawing, in pixels.
const (
	cellWidth, rowHeight = 8.4, 18
	margin, bar          = 16, 38
)

// drawing collects the parts of an SVG. Every row that is ever shown is drawn
// once, and every set of rows without the cursor's: while somebody types, all
// else stays as it is.
type drawing struct {
	defs, film bytes.Buffer
	ids        map[string]string // by what they draw
}

// draw gives a cast as an SVG that moves by CSS alone. The frames stand below
// each other, as on a film, behind a window that shows one of them. Without
// animations it shows the last.
func draw(c cast) []byte {
	d := &drawing{ids: map[string]string{}}
	list := frames(c)
	total := (list[len(list)-1].at + hold).Seconds()
	height := c.rows * rowHeight
	var steps strings.Builder
	for i, f := range list {
		d.frame(f, i*height)
		fmt.Fprintf(&steps, "%s%%{transform:translateY(%dpx)}", number(f.at.Seconds()/total*100), -i*height)
	}
	last := (len(list) - 1) * height
	fmt.Fprintf(&steps, "to{transform:translateY(%dpx)}", -last)

	width := float64(c.columns) * cellWidth
	var b bytes.Buffer
	w, h := math.Ceil(width)+2*margin, float64(height+bar+margin)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g" role="img" xml:space="preserve">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, "<title>nod in a shell</title>\n<style>%s\n@keyframes film{%s}\n#film{animation:film %ss steps(1,end) infinite}\n"+
		"@media (prefers-reduced-motion:reduce){#film{animation:none}}</style>\n", css(), steps.String(), number(total))
	fmt.Fprintf(&b, "<defs>\n%s</defs>\n", d.defs.Bytes())
	fmt.Fprintf(&b, `<rect width="%g" height="%g" rx="10" fill="%s"/>`+"\n", w, h, background)
	for i, light := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(&b, `<circle cx="%d" cy="19" r="6" fill="%s"/>`, 22+20*i, light)
	}
	fmt.Fprintf(&b, "\n"+`<text x="%g" y="23" text-anchor="middle" fill="#8b949e">nod</text>`+"\n", w/2)
	fmt.Fprintf(&b, `<svg x="%d" y="%d" width="%s" height="%d"><g id="film" transform="translate(0,%d)">`+"\n%s</g></svg>\n</svg>\n",
		margin, bar, number(width), height, -last, d.film.Bytes())
	return b.Bytes()
}

func css() string {
	return "text{white-space:pre;fill:" + foreground +
		`;font:14px ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}`
}

// frame puts a frame on the film, top pixels below its beginning.
func (d *drawing) frame(f frame, top int) {
	at := -1
	if f.cursor != nil {
		at = f.cursor.Y
	}
	var rest strings.Builder
	for y, row := range f.rows {
		if y != at {
			rest.WriteString(d.row(row, y*rowHeight))
		}
	}
	d.film.WriteString(d.use(rest.String(), top))
	if at >= 0 {
		d.film.WriteString(d.row(f.rows[at], top+at*rowHeight))
		cursor := fmt.Sprintf(`<rect width="%g" height="%d" fill="%s" fill-opacity=".6"/>`, cellWidth, rowHeight, foreground)
		fmt.Fprintf(&d.film, `<use href="#%s" x="%s" y="%d"/>`, d.id(cursor), number(float64(f.cursor.X)*cellWidth), top+at*rowHeight)
	}
	d.film.WriteByte('\n')
}

func (d *drawing) row(row []stretch, y int) string {
	var b strings.Builder
	for _, s := range row {
		b.WriteString(element(s))
	}
	return d.use(b.String(), y)
}

// use gives a reference to what is drawn somewhere, and nothing for nothing.
func (d *drawing) use(what string, y int) string {
	if what == "" {
		return ""
	}
	return fmt.Sprintf(`<use href="#%s" y="%d"/>`, d.id(what), y)
}

// id gives the name of a definition, which it writes where there is none yet.
func (d *drawing) id(what string) string {
	id, ok := d.ids[what]
	if !ok {
		id = "d" + strconv.FormatInt(int64(len(d.ids)), 36)
		d.ids[what] = id
		fmt.Fprintf(&d.defs, "<g id=\"%s\">%s</g>\n", id, what)
	}
	return id
}

// element draws a stretch of a row whose top is at 0. Its length is said, so
// that columns stay columns in whatever font a viewer has.
func element(s stretch) string {
	var b strings.Builder
	x, width := number(float64(s.column)*cellWidth), number(float64(utf8.RuneCountInString(s.text))*cellWidth)
	if s.style.bg != plain().bg {
		fmt.Fprintf(&b, `<rect x="%s" width="%s" height="%d" fill="%s"/>`, x, width, rowHeight, hex(s.style.bg))
	}
	if strings.TrimSpace(s.text) == "" && s.style.mode&underlined == 0 {
		return b.String()
	}
	fmt.Fprintf(&b, `<text x="%s" y="13" textLength="%s"%s>`, x, width, looks(s.style))
	_ = xml.EscapeText(&b, []byte(s.text)) // a Builder takes everything
	b.WriteString("</text>")
	return b.String()
}

func looks(s style) string {
	var css []string
	if s.fg != plain().fg {
		css = append(css, "fill:"+hex(s.fg))
	}
	if s.mode&bold != 0 {
		css = append(css, "font-weight:bold")
	}
	if s.mode&italic != 0 {
		css = append(css, "font-style:italic")
	}
	if s.mode&underlined != 0 {
		css = append(css, "text-decoration:underline")
	}
	if css == nil {
		return ""
	}
	return ` style="` + strings.Join(css, ";") + `"`
}

// number writes at most three decimals.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}
