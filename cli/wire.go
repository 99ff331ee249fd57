package cli

import (
	"context"
	"runtime"

	"github.com/alecthomas/kong"

	"nod/agent"
	"nod/agent/model"
	"nod/agent/recipes"
	"nod/agent/secret"
)

// providers are what a command may ask for by type. kong calls each at most
// once, and only where the command that was named wants it.
func providers() []kong.Option {
	return []kong.Option{
		kong.BindSingletonProvider(newSettings),
		kong.BindSingletonProvider(newUI),
		kong.BindSingletonProvider(newUserShell),
		kong.BindSingletonProvider(newLibrary),
		kong.BindSingletonProvider(newSeeker),
		kong.BindSingletonProvider(newEngine),
		kong.BindSingletonProvider(newModelEngine),
		kong.BindSingletonProvider(newRepairers),
		kong.BindSingletonProvider(newDoor),
		kong.BindSingletonProvider(newProposer),
		kong.BindSingletonProvider(secret.New),
	}
}

// A library is the recipes, with what they need to know of this machine.
type library struct {
	book     *recipes.Book
	env      recipes.Env
	dir      string
	problems []recipes.Problem
}

func newLibrary(h *Host, s *Settings, sh userShell) *library {
	dir := s.Value("recipes")
	book, problems := recipes.Load(dir)
	return &library{book: book, dir: dir, problems: problems, env: recipes.Env{
		Shell: sh.Name, OS: runtime.GOOS, Flavour: h.flavour(),
		Has:   func(program string) bool { return h.program(program) != "" },
		Files: h.files,
	}}
}

// A seeker finds the served model, where the settings let it look.
type seeker struct {
	options model.Options
	tuning  model.Tuning
	source  string // of the address
}

func newSeeker(h *Host, s *Settings, lib *library) *seeker {
	url, key := s.Get("url"), h.Env("NOD_API_KEY")
	if url.Source == "$OPENAI_BASE_URL" && key == "" {
		key = h.Env("OPENAI_API_KEY") // it goes where the user sends it with this address
	}
	if url.Value == "" {
		url.Source = "found on a usual port"
	}
	return &seeker{
		options: model.Options{URL: url.Value, Model: s.Value("model"), AllowRemote: s.AllowRemote(), Key: key},
		tuning:  model.Tuning{Effort: s.Value("effort"), Key: key, Near: lib.near},
		source:  url.Source,
	}
}

// engine gives the engine of the server that is found.
func (s *seeker) engine(ctx context.Context) (agent.Engine, error) {
	server, err := model.Find(ctx, s.options)
	if err != nil {
		return nil, err
	}
	return model.New(server, s.tuning), nil
}

// grounding is how many recipes go along with a request to the model.
const grounding = 3

func (l *library) near(req agent.Request) []agent.Command {
	return l.book.Near(req.Text, grounding, l.env)
}

// A modelEngine is the served model, which sees no secrets.
type modelEngine struct{ agent.Engine }

func newModelEngine(seek *seeker, vault *secret.Vault) modelEngine {
	return modelEngine{named{"model", masked{served{seek.engine}, vault}}}
}

// newEngine gives the engine that the settings name.
func newEngine(s *Settings, ui *UI, lib *library, model modelEngine, vault *secret.Vault) agent.Engine {
	for _, problem := range lib.problems {
		ui.Note("recipe left out: %v", problem)
	}
	recipes := named{"recipes", forgetful{discreet{lib.book.Engine(lib.env), vault}}}
	switch s.Value("engine") {
	case "recipes":
		return recipes
	case "model":
		return model.Engine
	}
	return auto{model.Engine, recipes}
}
