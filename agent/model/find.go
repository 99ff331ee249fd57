// Package model is the engine that asks a served model. It speaks the
// OpenAI-compatible protocol of llama.cpp's llama-server, Ollama, LM Studio and
// vLLM, to this machine alone unless the user's configuration names another
// host, and believes nothing that is not whole: what was cut, malformed or
// prose is an error, never half a command.
package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"nod/agent"
)

// A Server is one that answered, and what it serves.
type Server struct {
	// URL is its base, without a path: http://127.0.0.1:8080.
	URL string
	// Kind is llamacpp, ollama, lmstudio, vllm or openai for any other.
	Kind string
	// Model is the one that will be asked; Models are all that it lists.
	Model  string
	Models []string
	// Remote is the host where it is not this machine.
	Remote string

	endpoint endpoint
}

// Options say where to look for a server, and for what.
type Options struct {
	// URL of the one server to ask. Where it is empty the usual ports of this
	// machine are probed.
	URL string
	// Model is the name to ask for; empty takes a GPT-OSS where there is one,
	// else the first.
	Model string
	// AllowRemote are the hosts besides this machine that may be asked.
	AllowRemote []string
	// Key goes along as a bearer token where it is not empty.
	Key string
	// ports replaces the usual ones in tests.
	ports []int
}

// ProbeTime is how long all probing together may take.
const ProbeTime = 150 * time.Millisecond

// usualPorts are where servers listen by default, in order of preference:
// llama-server, Ollama, LM Studio, vLLM.
var usualPorts = []int{8080, 11434, 1234, 8000}

// Find gives the server to ask. Its error wraps agent.ErrNoModel where nobody
// answers as a model server does, and ErrRemote for a host that is not allowed.
func Find(ctx context.Context, opts Options) (Server, error) {
	if opts.URL == "" {
		return opts.probe(ctx)
	}
	e, err := newEndpoint(opts.URL, opts.AllowRemote)
	if err != nil {
		return Server{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	s, err := opts.inquire(ctx, e)
	if err != nil {
		return Server{}, fmt.Errorf("%w at %s: %w", agent.ErrNoModel, e.url(""), err)
	}
	return s, s.choose(opts.Model)
}

// probe asks the usual ports side by side and takes the first in their order
// that answers, one with a GPT-OSS before one without.
func (o Options) probe(ctx context.Context) (Server, error) {
	ctx, cancel := context.WithTimeout(ctx, ProbeTime)
	defer cancel()
	ports := o.ports
	if ports == nil {
		ports = usualPorts
	}
	found := make([]Server, len(ports))
	failed := make([]error, len(ports))
	var wg sync.WaitGroup
	for i, port := range ports {
		wg.Go(func() {
			e, err := newEndpoint(fmt.Sprintf("127.0.0.1:%d", port), nil)
			if err == nil {
				found[i], err = o.inquire(ctx, e)
			}
			failed[i] = err
		})
	}
	wg.Wait()
	var best *Server
	for i := range found {
		if failed[i] == nil && (best == nil || !best.hasGPTOSS() && found[i].hasGPTOSS()) {
			best = &found[i]
		}
	}
	if best != nil {
		return *best, best.choose(o.Model)
	}
	for _, err := range failed {
		if errors.Is(err, errLoading) {
			return Server{}, fmt.Errorf("%w: %w", agent.ErrNoModel, err)
		}
	}
	return Server{}, fmt.Errorf("%w on the usual ports of this machine", agent.ErrNoModel)
}

// inquire asks one address whether it serves models.
func (o Options) inquire(ctx context.Context, e endpoint) (Server, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.url("/v1/models"), nil)
	if err != nil {
		return Server{}, err
	}
	if o.Key != "" {
		req.Header.Set("Authorization", "Bearer "+o.Key)
	}
	client := e.client()
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return Server{}, plainly(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return Server{}, plainly(err)
	}
	if resp.StatusCode == http.StatusServiceUnavailable && strings.Contains(string(body), "oading") {
		return Server{}, errLoading
	}
	if resp.StatusCode != http.StatusOK {
		return Server{}, fmt.Errorf("it answers %s", resp.Status)
	}
	return readModels(e, resp.Header, body)
}

// readModels tells a model server from any other web server.
func readModels(e endpoint, header http.Header, body []byte) (Server, error) {
	var list struct {
		Object string `json:"object"`
		Data   []struct {
			ID      string `json:"id"`
			OwnedBy string `json:"owned_by"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &list); err != nil || list.Object != "list" {
		return Server{}, errors.New("what answers there is no model server")
	}
	s := Server{URL: e.url(""), Kind: "openai", Remote: e.remote, endpoint: e}
	owner := ""
	for _, m := range list.Data {
		if m.ID != "" {
			s.Models = append(s.Models, m.ID)
			owner = m.OwnedBy
		}
	}
	if len(s.Models) == 0 {
		return Server{}, errors.New("the server has no model")
	}
	switch {
	case owner == "llamacpp" || strings.HasPrefix(header.Get("Server"), "llama.cpp"):
		s.Kind = "llamacpp"
	case owner == "library":
		s.Kind = "ollama"
	case owner == "vllm":
		s.Kind = "vllm"
	case strings.HasPrefix(owner, "organization"):
		s.Kind = "lmstudio"
	}
	return s, nil
}

func isGPTOSS(model string) bool {
	m := strings.ToLower(model)
	return strings.Contains(m, "gpt-oss") || strings.Contains(m, "gptoss")
}

func (s Server) hasGPTOSS() bool { return slices.ContainsFunc(s.Models, isGPTOSS) }

// choose settles on a model. llama-server serves one, whatever it is called.
func (s *Server) choose(model string) error {
	switch i := slices.IndexFunc(s.Models, isGPTOSS); {
	case model == "" && i >= 0:
		s.Model = s.Models[i]
	case model == "" || s.Kind == "llamacpp":
		s.Model = s.Models[0]
	case slices.Contains(s.Models, model):
		s.Model = model
	case slices.Contains(s.Models, model+":latest"):
		s.Model = model + ":latest"
	default:
		return &Failure{What: fmt.Sprintf("%s serves no model %q", s.URL, model),
			Next: []string{"it has " + strings.Join(s.Models[:min(8, len(s.Models))], ", ")}}
	}
	return nil
}
