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
	// also tells words that are accepted though phrasings know them.
	also func(token) bool
	// loud values are named ones that may be known words in capitals.
	loud bool
	// plain values are made of characters that no shell and no program
	// reads as anything else: only they may stand inside quotes of a template.
	plain bool
}

// accepts tells whether a token can be a value of the type when nothing but
// its form and its place speaks for it.
func (s slotType) accepts(t token) bool {
	return s.form(t) && (!s.named || t.namelike() || s.loud && t.shouts() || s.also != nil && s.also(t))
}

// shouts says whether a word is written in capitals only, as names of states
// and marks in files are: ERROR, BEGIN.
func (t token) shouts() bool {
	return t.kind == word && len(t.text) > 2 && t.text == strings.ToUpper(t.text) && t.text != t.low
}

var (
	reName       = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.@:+-]*$`)
	reBranch     = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)
	reImage      = regexp.MustCompile(`^[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9._-]+)?$`)
	reImageTag   = regexp.MustCompile(`^[a-z0-9][a-z0-9._/-]*:[A-Za-z0-9._-]+$`)
	reDockerfile = regexp.MustCompile(`(?i)dockerfile`)
	rePlatform   = regexp.MustCompile(`^(linux|windows|darwin)/[a-z0-9]+(/v\d)?$|^(arm64|amd64|aarch64|x86_64)$`)
	rePolicy     = regexp.MustCompile(`^(always|unless-stopped|on-failure(:\d+)?|never)$`)
	rePair       = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*!?=`)
	reResource   = regexp.MustCompile(`^(deployments?|deploy|pods?|po|services?|svc|statefulsets?|sts|daemonsets?|ds|replicasets?|rs|jobs?|cronjobs?|cj|nodes?|no|configmaps?|cm|secrets?|ingress(es)?|ing|pvc|pv|hpa|namespaces?|ns|sa)/[a-z0-9][a-z0-9.-]*$`)
	reOwner      = regexp.MustCompile(`^[A-Za-z0-9_.-]*:[A-Za-z0-9_.-]+$`)
	reHash       = regexp.MustCompile(`^[0-9a-f]{7,40}$`)
	reRelease    = regexp.MustCompile(`^v\d+(\.\d+)+`)
	reLibrary    = regexp.MustCompile(`^@?[A-Za-z0-9][A-Za-z0-9._/-]*$`)
	reCommit     = regexp.MustCompile(`^([0-9a-f]{7,40}|HEAD([~^]\d*)*)$`)
	reHost       = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`)
	rePort       = regexp.MustCompile(`^\d{1,5}$`)
	reMode       = regexp.MustCompile(`^([0-7]{3,4}|[ugoa]*[+=-][rwxXst]+)$`)
)

// A filter of jq, as people write it without quotes: .items[].name
var reJSONPath = regexp.MustCompile(`^\.[A-Za-z_\[][A-Za-z0-9_.\[\]"-]*$`)

var reKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

var reStatus = regexp.MustCompile(`^[1-5](\d\d|xx)s?$`)

func isStatus(t token) bool { return reStatus.MatchString(t.low) }

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

var rePodName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*-([a-z0-9]{8,10})-[a-z0-9]{5}$`)

// isPodName wants a digit in what should be a hash: web-5d9c7b8f4d-x2x7k.
func isPodName(t token) bool {
	m := rePodName.FindStringSubmatch(t.text)
	return m != nil && strings.ContainsAny(m[1], "0123456789")
}

func isTime(t token) bool { return t.kind == duration || t.kind == date }

// isRevision tells what names a commit or a release sooner than a file.
func isRevision(t token) bool {
	return t.kind == word && (reHash.MatchString(t.low) || reRelease.MatchString(t.low))
}

func isFile(t token) bool {
	return t.kind == word && !isRevision(t) || t.kind == path || t.kind == dotted && !reDomain.MatchString(t.low) || t.kind == ext || t.kind == quoted
}

// isFileName tells what can only be a file by its looks.
func isFileName(t token) bool {
	return t.kind == path || t.kind == dotted || t.kind == quoted && strings.ContainsAny(t.text, "./")
}

// isDirWord tells a known word that is often the name of a directory: docs.
func isDirWord(t token) bool { return t.kind == word && commonDirs[t.low] }

// isFileWord tells a known word that is the name of a file: known_hosts.
func isFileWord(t token) bool {
	return strings.Contains(t.text, "_") || t.text != t.low && dotlessFile(t.text)
}

func isPlace(t token) bool { return isFile(t) && t.kind != ext }

func isExt(t token) bool {
	return t.kind == ext || t.extension || t.kind == glob && reExt.MatchString(strings.TrimPrefix(t.text, "*"))
}

func isHost(t token) bool {
	if reCertFile.MatchString(t.text) {
		return false
	}
	return t.kind == address || t.kind == userhost || (t.kind == dotted || t.kind == word && t.namelike()) && reHost.MatchString(t.text)
}

func isRemote(t token) bool { return isHost(t) || t.kind == hostport }

func isDevice(t token) bool { return t.kind == path || t.namelike() }

// isBucket tells an address in a cloud's store, which no browser opens.
func isBucket(t token) bool {
	return t.kind == url && (strings.HasPrefix(t.low, "s3://") || strings.HasPrefix(t.low, "gs://"))
}

func isURL(t token) bool {
	return t.kind == url && !isBucket(t) || t.kind == hostport || t.kind == dotted || t.kind == address
}

// isSite takes a host with or without a port, and a whole address of the web.
func isSite(t token) bool {
	return t.kind == url || isRemote(t) && !reCertFile.MatchString(t.text) && (t.kind != word || reHostWord.MatchString(t.low))
}

// isRecord tells what can be the name of a database, a table or a new user: not
// that of the server that keeps them.
func isRecord(t token) bool {
	for _, server := range []string{"postgres", "mysql", "redis", "mongo", "sqlite"} {
		if t.means(server) {
			return false
		}
	}
	return reName.MatchString(t.text)
}

func isText(t token) bool { return t.class != filler }

var slotTypes = map[string]slotType{
	"path": {form: isPlace, named: true},
	"dir":  {form: isFile, named: true, also: isDirWord},
	"file": {form: isFile, named: true, also: isFileWord},
	// onefile is a file by its name; .bak may be a kind of file, and is left out.
	"onefile":    {form: func(t token) bool { return isFile(t) && t.kind != ext }, named: true},
	"remotepath": {form: func(t token) bool { return t.kind == remotepath }},
	"place":      {form: func(t token) bool { return isFile(t) || t.kind == remotepath }, named: true},
	"localpath":  {form: func(t token) bool { return t.kind == path }},
	"glob":       {form: func(t token) bool { return t.kind == glob || t.kind == ext }},
	"ext":        {form: isExt, plain: true},
	"size":       {form: func(t token) bool { return t.kind == size }, plain: true},
	"age":        {form: isTime, plain: true},
	"since":      {form: func(t token) bool { return isTime(t) || isClock(t) }, plain: true},
	"until":      {form: func(t token) bool { return isTime(t) || isClock(t) }, plain: true},
	// recent is a since for programs that know no days; day, one that is a date.
	"recent": {form: func(t token) bool { return isTime(t) && !reDate.MatchString(t.low) }, plain: true},
	"day":    {form: func(t token) bool { return reDate.MatchString(t.low) }, plain: true},
	// kube is the name of an object of any kind; podname, of a pod that a deployment made.
	"kube":        {form: like(reName), named: true, plain: true},
	"podname":     {form: isPodName, plain: true},
	"kubeservice": {form: like(reName), named: true, plain: true},
	"composed":    {form: like(reName), named: true, plain: true},
	"imagetag":    {form: like(reImageTag), plain: true},
	"dockerfile":  {form: like(reDockerfile)},
	"portmap":     {form: func(t token) bool { return t.kind == span && strings.Contains(t.text, ":") }, plain: true},
	"platform":    {form: like(rePlatform), plain: true},
	"policy":      {form: like(rePolicy), plain: true},
	"volume":      {form: like(reName), named: true, plain: true},
	"network":     {form: like(reName), named: true, plain: true},
	"command":     {form: func(t token) bool { return t.kind == quoted }},
	"pair":        {form: like(rePair)},
	"resource":    {form: like(reResource)},
	"decimal":     {form: func(t token) bool { return t.kind == number && !strings.HasSuffix(t.text, "%") }, plain: true},
	"count":       {form: isWhole, plain: true},
	"number":      {form: isWhole, plain: true},
	"pid":         {form: isWhole, plain: true},
	"column":      {form: isWhole, plain: true},
	"range":       {form: func(t token) bool { return t.kind == span }, plain: true},
	"port":        {form: isPort, plain: true},
	"host":        {form: isHost, plain: true},
	"remote":      {form: isRemote, plain: true},
	"sshhost":     {form: func(t token) bool { return t.kind == userhost || t.kind == address }},
	"hostport":    {form: func(t token) bool { return t.kind == hostport }},
	"user":        {form: like(reName), named: true, plain: true},
	"account":     {form: isRecord, named: true, plain: true},
	"group":       {form: like(reName), named: true, plain: true},
	"service":     {form: like(reName), named: true, plain: true},
	"container":   {form: like(reName), named: true, plain: true},
	"pod":         {form: like(reName), named: true, plain: true},
	"namespace":   {form: like(reName), named: true, plain: true},
	"deployment":  {form: like(reName), named: true, plain: true},
	"node":        {form: like(reName), named: true, plain: true},
	"object":      {form: like(reName), named: true, plain: true},
	"program":     {form: like(reName), named: true, plain: true},
	"database":    {form: isRecord, named: true, plain: true},
	"table":       {form: isRecord, named: true, plain: true},
	"interface":   {form: like(reInterface), named: true, plain: true},
	"key":         {form: like(reName), named: true, plain: true},
	"library":     {form: like(reLibrary), named: true},
	"image":       {form: like(reImage), named: true, plain: true},
	"package":     {form: like(reImage), named: true, plain: true},
	"branch":      {form: like(reBranch), named: true, plain: true},
	"tag":         {form: like(reBranch), named: true, plain: true},
	"commit":      {form: like(reCommit), plain: true},
	"mode":        {form: like(reMode), plain: true},
	"dirmode":     {form: like(reMode), plain: true},
	"filemode":    {form: like(reMode), plain: true},
	"ownerpair":   {form: like(reOwner), plain: true},
	"device":      {form: isDevice},
	"s3url":       {form: isBucket},
	"sshfile":     {form: func(t token) bool { return t.kind == path && strings.Contains(t.text, ".ssh/") }},
	"repourl":     {form: func(t token) bool { return isURL(t) || t.kind == remotepath }},
	"url":         {form: isURL},
	"pattern":     {form: isText},
	"text":        {form: isText},
	"archivename": {form: isArchive, named: true},
	"debfile":     {form: endsWith(".deb"), named: true},
	"rpmfile":     {form: endsWith(".rpm"), named: true},
	"isofile":     {form: endsWith(".iso"), named: true},
	"filename":    {form: isFileName, named: true},
	"jsonfile":    {form: func(t token) bool { return isFileName(t) && strings.HasSuffix(t.low, ".json") }, named: true},
	"jsonkey":     {form: like(reKey), plain: true, named: true},
	"term":        {form: isText, named: true, loud: true},
	"name":        {form: isText, named: true},
	"site":        {form: isSite},
	"weburl":      {form: isURL},
	"fullurl":     {form: func(t token) bool { return t.kind == url && strings.HasPrefix(t.low, "http") }},
	"ip":          {form: func(t token) bool { return t.kind == address && !strings.Contains(t.text, "/") }, plain: true},
	"signal":      {form: like(reSignal), plain: true},
	"record":      {form: like(reRecord), plain: true},
	"duration":    {form: func(t token) bool { return t.kind == duration }, plain: true},
	"loglevel":    {form: like(reLoglevel), plain: true},
	"jsontext": {form: func(t token) bool {
		return t.kind == quoted && (strings.HasPrefix(t.text, "{") || strings.HasPrefix(t.text, "["))
	}},
	"scriptfile": {form: func(t token) bool { return isFile(t) && t.kind != quoted }, named: true},
	"certfile":   {form: func(t token) bool { return t.kind == path || reCertFile.MatchString(t.text) }},
	"openfile":   {form: func(t token) bool { return t.kind == path || t.kind == dotted }},
	"keyfile":    {form: like(reKeyFile)},
	"crtfile":    {form: like(reCrtFile)},
	"derfile":    {form: like(reDERFile)},
	"ifname":     {form: like(reIfname), plain: true},
	"webhost":    {form: func(t token) bool { return t.kind == url || reDomain.MatchString(t.low) }},
	"csrfile":    {form: like(reCSRFile)},
	"netaddr":    {form: func(t token) bool { return t.kind == address }, plain: true},
	"scriptpath": {form: func(t token) bool { return t.kind == path || t.kind == dotted }},
	"pfxfile":    {form: like(rePFX)},
	"proto":      {form: like(reProto), plain: true},
	"protocol":   {form: like(reProtocol), plain: true},
	"clock":      {form: isClock, plain: true},
	"schedule":   {form: func(t token) bool { return t.kind == cron }, plain: true},
	// These have no form of their own: only the grammar finds them.
	"proxyaddr": {form: isSite},
	"portstate": {form: isPort, plain: true},
	"openport":  {form: isPort, plain: true},
	"closeport": {form: isPort, plain: true},
	"openudp":   {form: isPort, plain: true},
	"closeudp":  {form: isPort, plain: true},
	"named":     {form: isText, named: true},
	"prefix":    {form: isText, named: true},
	"infix":     {form: isText, named: true},
	"author":    {form: isText, named: true},
	"exclude":   {form: isText, named: true},
	"depth":     {form: isWhole, plain: true},
	"lines":     {form: isWhole, plain: true},
	// lineno is the number of a line; status, of an HTTP answer, or 5xx;
	// jsonpath is a filter of jq; separator and compare are about columns.
	"lineno":    {form: isWhole, plain: true},
	"status":    {form: isStatus, plain: true},
	"jsonpath":  {form: func(t token) bool { return reJSONPath.MatchString(t.text) }},
	"separator": {form: isText},
	"compare":   {form: isText},
}

func typeNames() string {
	return strings.Join(slices.Sorted(maps.Keys(slotTypes)), ", ")
}
