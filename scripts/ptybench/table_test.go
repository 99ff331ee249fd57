package main

import (
	"strings"
	"testing"
)

func TestPercentile(t *testing.T) {
	hundred := make([]float64, 100)
	for i := range hundred {
		hundred[99-i] = float64(i + 1)
	}
	for _, test := range []struct {
		values  []float64
		p, want float64
	}{
		{nil, 50, 0},
		{[]float64{7}, 99, 7},
		{[]float64{3, 1, 2}, 50, 2},
		{[]float64{4, 1, 3, 2}, 50, 2},
		{hundred, 50, 50},
		{hundred, 99, 99},
		{hundred, 100, 100},
		{hundred, 0, 1},
	} {
		if got := percentile(test.values, test.p); got != test.want {
			t.Errorf("percentile(%v, %v) = %v, want %v", test.values, test.p, got, test.want)
		}
	}
}

// TestOver holds that turns are compared, not the percentiles of each.
func TestOver(t *testing.T) {
	s := samples{bare: {1, 10, 2}, script: {0, 0, 0}, nod: {3, 11, 2}}
	if r := s.over("x", 50, 1); r.compared != "+1.00 ms over bare" || !r.isMet || r.bare != "2.00 ms" || r.nod != "3.00 ms" {
		t.Errorf("%+v", r)
	}
	if r := s.over("x", 99, 1); r.compared != "+2.00 ms over bare" || r.isMet {
		t.Errorf("%+v", r)
	}
}

func TestRate(t *testing.T) {
	s := samples{bare: {500, 500, 900}, script: {2000, 3000, 1000}, nod: {1000, 1000, 1000}}
	if r := s.rate(10); r.bare != "20 MiB/s" || r.nod != "10 MiB/s" || r.compared != "2.00 x script, 0.50 x bare" || !r.isMet {
		t.Errorf("%+v", r)
	}
}

func TestTables(t *testing.T) {
	rows := []row{within("memory", "MiB", [2]float64{2, 20.04}, 30), within("wake-ups", "", [2]float64{0, 3}, 0)}
	for name, test := range map[string]struct {
		print func(*strings.Builder) error
		want  string
	}{
		"plain": {func(w *strings.Builder) error { return plain(w, rows) }, `
what      bare  script  nod     compared         goal       met
memory    -     2 MiB   20 MiB  +18 over script  <= 30 MiB  yes
wake-ups  -     0       3       +3 over script   <= 0       no
`},
		"markdown": {func(w *strings.Builder) error { return markdown(w, rows) }, `
| what | bare | script | nod | compared | goal | met |
| --- | --- | --- | --- | --- | --- | --- |
| memory | - | 2 MiB | 20 MiB | +18 over script | <= 30 MiB | yes |
| wake-ups | - | 0 | 3 | +3 over script | <= 0 | no |
`},
	} {
		var w strings.Builder
		if err := test.print(&w); err != nil {
			t.Fatal(err)
		}
		if got := "\n" + w.String(); got != test.want {
			t.Errorf("%s:%s", name, got)
		}
	}
}
