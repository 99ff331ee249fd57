package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"nod/agent"
	"nod/agent/model"
	"nod/agent/recipes"
	"nod/gate/journal"
	"nod/internal/term"
)

// Status shows what nod would use here.
type Status struct{}

// Help is the longer text of "nod status --help".
func (Status) Help() string {
	return `It looks for a model server as an answer would, and changes nothing.`
}

// The object that "nod status --json" prints.
type (
	statusJSON struct {
		Schema  string       `json:"schema"`
		Version string       `json:"version"`
		Engine  engineState  `json:"engine"`
		Server  *serverState `json:"server"`
		Config  []string     `json:"config"`
		Recipes recipesState `json:"recipes"`
		Journal journalState `json:"journal"`
		Shell   shellState   `json:"shell"`
	}
	engineState struct {
		Answers string `json:"answers"` // model or recipes; empty for none
		Why     string `json:"why"`
	}
	serverState struct {
		URL    string `json:"url"`
		Kind   string `json:"kind"`
		Model  string `json:"model"`
		Source string `json:"source"`
	}
	recipesState struct {
		BuiltIn  int      `json:"built_in"`
		Own      int      `json:"own"`
		Dir      string   `json:"dir"`
		Problems []string `json:"problems"`
	}
	journalState struct {
		Path     string `json:"path"`
		Records  int    `json:"records"`
		Writable bool   `json:"writable"`
		Problem  string `json:"problem"`
	}
	shellState struct {
		Path   string `json:"path"`
		Source string `json:"source"`
		Note   string `json:"note"`
	}
)

// Run gathers everything first, so that a person sees it at once.
func (Status) Run(h *Host, ui *UI, s *Settings, sh userShell, lib *library, seek *seeker) error {
	ctx, signalled, stop := untilSignal()
	defer stop()
	state := statusJSON{Schema: "nod.status/1", Version: version(), Config: append([]string{}, s.Files...),
		Recipes: lib.state(), Journal: h.journalState(), Shell: shellState{sh.Path, sh.Source, sh.Note}}
	state.Engine, state.Server = seek.state(ctx, s.Get("engine"))
	if by := signalled(); by != nil {
		return by
	}
	if ui.JSON {
		return ui.Encode(state)
	}
	_, err := fmt.Fprint(ui.Out, term.Table(state.rows()))
	return err
}

func (s statusJSON) rows() [][]string {
	rows := [][]string{{"nod", s.Version}, {"engine", shown(s.Engine.Answers) + ": " + s.Engine.Why}}
	if s.Server != nil {
		rows = append(rows, []string{"server", fmt.Sprintf("%s at %s (%s)", s.Server.Kind, s.Server.URL, s.Server.Source)},
			[]string{"model", shown(s.Server.Model)})
	} else {
		rows = append(rows, []string{"server", "none"})
	}
	rows = append(rows, []string{"config", shown(strings.Join(s.Config, ", "))},
		[]string{"recipes", fmt.Sprintf("%d built in, %d of your own in %s", s.Recipes.BuiltIn, s.Recipes.Own, shown(s.Recipes.Dir))})
	for _, problem := range s.Recipes.Problems {
		rows = append(rows, []string{"", "left out: " + problem})
	}
	rows = append(rows, []string{"journal", s.Journal.text()}, []string{"shell", fmt.Sprintf("%s (%s)", s.Shell.Path, s.Shell.Source)})
	if s.Shell.Note != "" {
		rows = append(rows, []string{"", s.Shell.Note})
	}
	return rows
}

func (j journalState) text() string {
	text := fmt.Sprintf("%s, %d records", shown(j.Path), j.Records)
	if !j.Writable {
		text += ", not writable: nothing can be run"
	}
	if j.Problem != "" {
		text += ", " + j.Problem
	}
	return text
}

// state counts what was loaded.
func (l *library) state() recipesState {
	builtIn, _ := recipes.Load("")
	state := recipesState{BuiltIn: builtIn.Len(), Own: l.book.Len() - builtIn.Len(), Dir: l.dir, Problems: []string{}}
	for _, problem := range l.problems {
		state.Problems = append(state.Problems, problem.Error())
	}
	return state
}

// journalState looks at the journal without touching it.
func (h *Host) journalState() journalState {
	dir := h.stateDir()
	if dir == "" {
		return journalState{Problem: "there is no home to keep it in"}
	}
	state := journalState{Path: filepath.Join(dir, journal.File)}
	n, _, err := journal.Verify(dir)
	if state.Records = n; err != nil {
		state.Problem = err.Error()
	}
	state.Writable = writable(state.Path)
	return state
}

// writable tells whether a file can be written, or made where it is missing.
func writable(path string) bool {
	_, err := os.Stat(path)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(path) != path {
		path = filepath.Dir(path)
		_, err = os.Stat(path)
	}
	return err == nil && unix.Access(path, unix.W_OK) == nil
}

// state tells which engine would answer now, and why.
func (s *seeker) state(ctx context.Context, engine Setting) (engineState, *serverState) {
	if engine.Value == "recipes" {
		return engineState{"recipes", "chosen by " + engine.Source}, nil
	}
	found, err := model.Find(ctx, s.options)
	switch {
	case err == nil:
		return engineState{"model", "a server answers"}, &serverState{found.URL, found.Kind, found.Model, s.source}
	case engine.Value == "model":
		return engineState{"", "the model is chosen by " + engine.Source + ", but " + err.Error()}, nil
	case errors.Is(err, agent.ErrNoModel):
		return engineState{"recipes", err.Error()}, nil
	}
	return engineState{"", err.Error()}, nil
}
