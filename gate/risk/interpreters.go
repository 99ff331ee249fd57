package risk

import "strings"

// interpreter judges a program that runs code in a language of its own. No
// rule reads such code, so it is unclear at best; signs of harm raise it.
func interpreter(w *walker, name string, args []word) {
	if len(args) == 1 && tellsVersion(name, args[0]) {
		return
	}
	w.v.raise(Unclear, name+" runs code that no rule can read")
	if name == "php" && len(args) > 0 && args[0].is("-S") {
		w.v.raise(Unclear, "php -S offers files to other machines", Exfiltrates, Network)
	}
	code, inline := "", false
	for i, a := range args {
		if a.facts.download || strings.Contains(a.text, "://") && !inline {
			w.v.raise(Danger, "runs what it downloads", RemoteCode)
		}
		if a.facts.decode {
			w.v.raise(Danger, "runs a text that was decoded first", Obfuscated)
		}
		if a.is("-m") && i+1 < len(args) {
			w.module(name, args[i+1], args[i+2:])
			return
		}
		lower := strings.ToLower(a.text)
		if strings.HasPrefix(lower, "-e") && (name == "pwsh" || name == "powershell") && strings.HasPrefix("-encodedcommand", lower) {
			w.v.raise(Danger, "runs a text that was encoded", Obfuscated)
		}
		inline = inline || strings.HasPrefix(a.text, "-") && !strings.HasPrefix(a.text, "--") && strings.ContainsAny(a.text, "ecErpnf") && a.known()
		code += " " + a.text
	}
	switch {
	case inline:
		w.code(code)
	case len(args) > 0 && !args[0].is("-") && !args[len(args)-1].is("-"):
		w.code(code)
		w.ran()
	default:
		w.readsCode(name, false)
	}
}

// tellsVersion tells the one flag with which an interpreter only names itself.
func tellsVersion(name string, a word) bool {
	switch name {
	case "python", "python2", "python3":
		return a.is("--version", "-V", "--help")
	case "node", "nodejs", "perl", "ruby", "php":
		return a.is("--version", "-v", "--help")
	case "lua", "luajit":
		return a.is("-v")
	case "deno", "julia", "Rscript", "pwsh":
		return a.is("--version", "--help")
	}
	return false
}

// module judges python -m.
func (w *walker) module(name string, mod word, rest []word) {
	switch {
	case mod.is("pip") || mod.is("pip3"):
		w.judge("pip", rest)
	case mod.is("http.server", "SimpleHTTPServer", "uploadserver", "pyftpdlib"):
		w.v.raise(Danger, name+" -m "+mod.text+" offers files to other machines", Exfiltrates, Network)
	}
}

// The signs of harm in code, in lower case.
var (
	codeFetches  = []string{"urllib", "requests.", "urlopen", "http://", "https://", "socket", "iwr", "irm ", "invoke-restmethod", "curl", "wget", "invoke-webrequest", "downloadstring", "webclient", "curl ", "wget ", "fetch(", "net/http", "lwp::", "open-uri"}
	codeRuns     = []string{"exec(", "eval(", "exec ", "eval ", "system(", "system ", "subprocess", "popen", "iex", "invoke-expression", "spawn", "dup2", "child_process", "qx", "loadstring", "import(", "os.execute", "do shell script"}
	codeDecodes  = []string{"b64decode", "base64", "fromhex", "codecs", "marshal", "unpack(", "atob("}
	codeDestroys = []string{"rmtree", "os.remove", "unlink", "rmdir", "removedirs", "rm -r", "rm -f", "file.delete", "fileutils.rm", "fs.rm", "rmsync", "rmdirsync", "unlinksync", "remove-item", "drop table", "dropdatabase", "truncate(", "mkfs", "remove_dir", "deletemany", "shutdown", "format-volume", "clear-content", "stop-computer"}
	codePower    = []string{"setuid", "pty.spawn", "os.execute(\"/bin/sh", "exec \"/bin/sh", "exec(\"/bin/sh", "exec '/bin/sh", "/bin/bash", "setgid"}
	codeExposes  = []string{"/etc/shadow", ".ssh/id_", ".aws/credentials", "os.environ", "process.env", "%env", "getenv", "$env{", "env[", "puts env", "env.each", "env.to_h", "puts(env"}
)

// code raises what signs of harm in foreign code deserve.
func (w *walker) code(text string) {
	t := strings.ToLower(text)
	runs, fetches := holds(t, codeRuns), holds(t, codeFetches)
	if runs && fetches {
		w.v.raise(Danger, "the code fetches and runs", RemoteCode)
	}
	if runs && holds(t, codeDecodes) {
		w.v.raise(Danger, "the code decodes a text and runs it", Obfuscated)
	}
	if holds(t, codeDestroys) {
		w.v.raise(Danger, "the code deletes", Destroys)
	}
	if holds(t, codePower) {
		w.v.raise(Danger, "the code opens a shell or takes power", Privilege)
	}
	if holds(t, codeExposes) {
		w.v.raise(Unclear, "the code reads secrets", Secret)
		if fetches {
			w.v.raise(Danger, "the code sends secrets away", Exfiltrates)
		}
	}
}

func holds(text string, signs []string) bool {
	for _, s := range signs {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
