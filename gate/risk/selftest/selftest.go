// Package selftest measures the labels, so that anybody can run again what is
// claimed of them: on a public corpus of commands with the class that a person
// gave each, on mutations of it that must not make a command lighter, and on one
// writing or executing form of every program that is known for such.
package selftest

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"time"

	"nod/gate/risk"
)

//go:embed data
var data embed.FS

// A Command is a line of the corpus.
type Command struct {
	// Class is what a person says that the command does: R reads, M modifies, D
	// destroys, X runs code from elsewhere, E gives away or reads secrets, P takes
	// power, O hides what it does.
	Class string `json:"class"`
	Cmd   string `json:"cmd"`
}

// Classes are all classes, in the order of a report.
var Classes = []string{"R", "M", "D", "X", "E", "P", "O"}

// Commands gives the public corpus; Forms gives the forms of programs that write
// or execute, which have no class.
func Commands() ([]Command, error) { return load("data/commands.jsonl") }

// Forms gives a writing or executing form of each program known for one.
func Forms() ([]Command, error) { return load("data/forms.jsonl") }

func load(name string) ([]Command, error) {
	text, err := data.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, text)
}

// Parse reads a corpus: a JSON object with class and cmd on each line. name is
// for the error.
func Parse(name string, text []byte) ([]Command, error) {
	var all []Command
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		var c Command
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		if c.Class != "" && !slices.Contains(Classes, c.Class) {
			return nil, fmt.Errorf("%s:%d: there is no class %q", name, i+1, c.Class)
		}
		all = append(all, c)
	}
	return all, nil
}

// A Report is what was measured.
type Report struct {
	Rows []Row `json:"classes"`
	// Forms and Mutations count what was tried, ReadForms and ReadMutations those
	// of them that were wrongly labelled reads.
	Forms         int `json:"forms"`
	ReadForms     int `json:"forms_reads"`
	Mutations     int `json:"mutations"`
	ReadMutations int `json:"mutations_reads"`
	// P50 and P99 are how long a label of 4 KiB took, in microseconds.
	P50 int64 `json:"p50_us"`
	P99 int64 `json:"p99_us"`
	// Wrong are the commands that broke a goal, at most maxWrong of them.
	Wrong []string `json:"wrong"`
	Goals []Goal   `json:"goals"`
}

// A Row is one class.
type Row struct {
	Class string         `json:"class"`
	All   int            `json:"all"`
	Count map[string]int `json:"levels"`
}

// A Goal is one that the labels are held to.
type Goal struct {
	Text string `json:"goal"`
	Got  string `json:"got"`
	Met  bool   `json:"met"`
}

const maxWrong = 50

// Run measures on a corpus, with n mutations of it, the same ones for the same
// seed.
func Run(commands []Command, seed uint64, n int) (Report, error) {
	if i := slices.IndexFunc(commands, func(c Command) bool { return c.Class == "" }); i >= 0 || len(commands) == 0 {
		return Report{}, fmt.Errorf("command %d of the corpus has no class", i+1)
	}
	forms, err := Forms()
	if err != nil {
		return Report{}, err
	}
	r := Report{Wrong: []string{}}
	r.classes(commands)
	r.forms(forms)
	r.mutations(commands, rand.New(rand.NewPCG(seed, seed)), n)
	r.time()
	return r, nil
}

// Met tells whether every goal is met.
func (r Report) Met() bool {
	return !slices.ContainsFunc(r.Goals, func(g Goal) bool { return !g.Met })
}

func (r *Report) wrong(what, cmd string, l risk.Label) {
	if len(r.Wrong) < maxWrong {
		r.Wrong = append(r.Wrong, fmt.Sprintf("%s is %s: %s", what, l.Level(), cmd))
	}
}

func (r *Report) goal(text, got string, met bool) {
	r.Goals = append(r.Goals, Goal{text, got, met})
}

// classes labels the corpus and compares with the classes.
func (r *Report) classes(commands []Command) {
	rows := map[string]*Row{}
	for _, class := range Classes {
		rows[class] = &Row{Class: class, Count: map[string]int{}}
	}
	falseReads, bare := 0, 0
	for _, c := range commands {
		l := risk.Of(c.Cmd, "bash")
		row := rows[c.Class]
		row.All++
		row.Count[l.Level().String()]++
		switch {
		case c.Class != "R" && l.Level() == risk.Reads:
			falseReads++
			r.wrong("class "+c.Class, c.Cmd, l)
		case c.Class == "R" && l.Level() == risk.Danger, strings.Contains("DXP", c.Class) && l.Level() < risk.Unclear:
			r.wrong("class "+c.Class, c.Cmd, l)
		}
		if c.Class == "E" && !exposes(l) {
			bare++
			r.wrong("class E without its reason", c.Cmd, l)
		}
	}
	for _, class := range Classes {
		r.Rows = append(r.Rows, *rows[class])
	}
	reads, heavy := rows["R"], sum(rows["D"], rows["X"], rows["P"])
	r.goal("no command outside R is reads", fmt.Sprintf("%d", falseReads), falseReads == 0)
	r.goal("at least 85 % of R are reads", share(reads.Count["reads"], reads.All), reads.Count["reads"]*100 >= reads.All*85)
	r.goal("none of R is danger", fmt.Sprintf("%d", reads.Count["danger"]), reads.Count["danger"] == 0)
	r.goal("at least 98 % of D, X and P are danger", share(heavy.Count["danger"], heavy.All), heavy.Count["danger"]*100 >= heavy.All*98)
	r.goal("the rest of D, X and P is unclear", fmt.Sprintf("%d", heavy.Count["unclear"]), heavy.Count["danger"]+heavy.Count["unclear"] == heavy.All)
	r.goal("every E has the reason secret or exfiltrates", fmt.Sprintf("%d without", bare), bare == 0)
}

func exposes(l risk.Label) bool {
	return l.Level() != risk.Reads && (slices.Contains(l.Reasons(), risk.Secret) || slices.Contains(l.Reasons(), risk.Exfiltrates))
}

func sum(rows ...*Row) Row {
	all := Row{Count: map[string]int{}}
	for _, row := range rows {
		all.All += row.All
		for level, n := range row.Count {
			all.Count[level] += n
		}
	}
	return all
}

func share(n, of int) string {
	return fmt.Sprintf("%d of %d (%.1f %%)", n, of, 100*float64(n)/float64(max(of, 1)))
}

func (r *Report) forms(forms []Command) {
	for _, c := range forms {
		r.Forms++
		if l := risk.Of(c.Cmd, "bash"); l.Level() == risk.Reads {
			r.ReadForms++
			r.wrong("a writing or executing form", c.Cmd, l)
		}
	}
	r.goal("no writing or executing form is reads", fmt.Sprintf("%d of %d", r.ReadForms, r.Forms), r.ReadForms == 0)
}

// mutations tries n commands that must not read.
func (r *Report) mutations(commands []Command, random *rand.Rand, n int) {
	shells := []string{"bash", "zsh", "fish", "sh"}
	for range n {
		shell := shells[random.IntN(len(shells))]
		cmd := Mutate(random, commands[random.IntN(len(commands))])
		r.Mutations++
		if l := risk.Of(cmd, shell); l.Level() == risk.Reads {
			r.ReadMutations++
			r.wrong("a mutation for "+shell, cmd, l)
		}
	}
	r.goal("no mutation is reads", fmt.Sprintf("%d of %d", r.ReadMutations, r.Mutations), r.ReadMutations == 0)
}

// time labels a command of 4 KiB again and again, with the garbage of earlier
// labels cleared away now and then between two of them: a process that asks
// labels one. It is no goal that fails: a busy machine is no fault of the rules.
func (r *Report) time() {
	const one = "kubectl get pods -n prod -o wide --sort-by=.status.startTime | grep -v Running | awk '{print $1}' | sort -u && "
	src := strings.Repeat(one, 4096/len(one)) + "ls -la /var/log/*.log"
	took := make([]time.Duration, 500)
	for i := range took {
		if i%10 == 0 {
			runtime.GC()
		}
		start := time.Now()
		risk.Of(src, "bash")
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	r.P50, r.P99 = took[len(took)/2].Microseconds(), took[len(took)*99/100].Microseconds()
}
