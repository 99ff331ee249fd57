package recipes

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A slotType is one of the closed list of things that a value can be.
type slotType struct {
	// form tells whether a token can be written as one.
	form func(token) bool
	// named values look like any other word, so that only a word which no
	// phrasing knows is taken for one without a telling word beside it.
	named bool
	// plain values are made of characters that no shell and no program
	// reads as anything else: only they may stand inside quotes of a template.
	plain bool
}

// accepts tells whether a token can be a value of the type when nothing but
// its form and its place speaks for it.
func (s slotType) accepts(t token) bool {
	return s.form(t) && (!s.named || t.namelike())
}

var (
	reName   = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.@:+-]*$`)
	reBranch = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)
	reImage  = regexp.MustCompile(`^[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9._-]+)?$`)
	reCommit = regexp.MustCompile(`^([0-9a-f]{7,40}|HEAD([~^]\d*)*)$`)
	reHost   = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`)
	rePort   = regexp.MustCompile(`^\d{1,5}$`)
	reMode   = regexp.MustCompile(`^([0-7]{3,4}|[ugoa]*[+=-][rwxXst]+)$`)
)

func like(re *regexp.Regexp) func(token) bool {
	return func(t token) bool { return re.MatchString(t.text) }
}

func isWhole(t token) bool {
	return t.kind == number && t.amount == float64(int64(t.amount)) && !strings.HasSuffix(t.text, "%")
}

func isPort(t token) bool {
	return isWhole(t) && rePort.MatchString(t.text) && t.amount <= 65535 ||
		t.kind == hostport && strings.HasPrefix(t.text, ":")
}

func isFile(t token) bool {
	return t.kind == word || t.kind == path || t.kind == dotted || t.kind == ext || t.kind == quoted
}

func isPlace(t token) bool { return isFile(t) && t.kind != ext }

func isExt(t token) bool {
	return t.kind == ext || t.extension || t.kind == glob && reExt.MatchString(strings.TrimPrefix(t.text, "*"))
}

func isHost(t token) bool {
	return t.kind == address || t.kind == userhost || (t.kind == dotted || t.kind == word && t.namelike()) && reHost.MatchString(t.text)
}

func isRemote(t token) bool { return isHost(t) || t.kind == hostport }

func isDevice(t token) bool { return t.kind == path || t.namelike() }

func isURL(t token) bool {
	return t.kind == url || t.kind == hostport || t.kind == dotted || t.kind == address
}

func isText(t token) bool { return t.class != filler }

var slotTypes = map[string]slotType{
	"path":       {form: isPlace, named: true},
	"dir":        {form: isFile, named: true},
	"file":       {form: isFile, named: true},
	"glob":       {form: func(t token) bool { return t.kind == glob || t.kind == ext }},
	"ext":        {form: isExt, plain: true},
	"size":       {form: func(t token) bool { return t.kind == size }, plain: true},
	"age":        {form: func(t token) bool { return t.kind == duration || t.kind == date }, plain: true},
	"count":      {form: isWhole, plain: true},
	"number":     {form: isWhole, plain: true},
	"pid":        {form: isWhole, plain: true},
	"column":     {form: isWhole, plain: true},
	"range":      {form: func(t token) bool { return t.kind == span }, plain: true},
	"port":       {form: isPort, plain: true},
	"host":       {form: isHost, plain: true},
	"remote":     {form: isRemote, plain: true},
	"user":       {form: like(reName), named: true, plain: true},
	"group":      {form: like(reName), named: true, plain: true},
	"service":    {form: like(reName), named: true, plain: true},
	"container":  {form: like(reName), named: true, plain: true},
	"pod":        {form: like(reName), named: true, plain: true},
	"namespace":  {form: like(reName), named: true, plain: true},
	"deployment": {form: like(reName), named: true, plain: true},
	"node":       {form: like(reName), named: true, plain: true},
	"object":     {form: like(reName), named: true, plain: true},
	"program":    {form: like(reName), named: true, plain: true},
	"database":   {form: like(reName), named: true, plain: true},
	"table":      {form: like(reName), named: true, plain: true},
	"interface":  {form: like(reName), named: true, plain: true},
	"key":        {form: like(reName), named: true, plain: true},
	"image":      {form: like(reImage), named: true, plain: true},
	"package":    {form: like(reImage), named: true, plain: true},
	"branch":     {form: like(reBranch), named: true, plain: true},
	"tag":        {form: like(reBranch), named: true, plain: true},
	"commit":     {form: like(reCommit), plain: true},
	"mode":       {form: like(reMode), plain: true},
	"device":     {form: isDevice},
	"url":        {form: isURL},
	"pattern":    {form: isText},
	"text":       {form: isText},
	"name":       {form: isText, named: true},
	// These have no form of their own: only the grammar finds them.
	"named":   {form: isText, named: true},
	"prefix":  {form: isText, named: true},
	"infix":   {form: isText, named: true},
	"exclude": {form: isText, named: true},
	"depth":   {form: isWhole, plain: true},
	"lines":   {form: isWhole, plain: true},
}

func typeNames() string {
	return strings.Join(slices.Sorted(maps.Keys(slotTypes)), ", ")
}
