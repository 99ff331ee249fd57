package risk

import (
	"strings"

	"nod/internal/lazyre"
)

// The commands of the database clients that only look.
var (
	psqlLooks   = lazyre.New(`^\\(d[a-zA-Z]*[S+]*|l\+?|z|conninfo|timing|x)( +[\w.*"]+)?$`)
	sqliteLooks = lazyre.New(`^\.(schema|tables|indexes|indices|databases|dbinfo|fullschema|show|version|stats|dump|help)( +[\w%*]+)?$`)
	pragmaLooks = lazyre.New(`^pragma +(table_info|index_list|index_info|foreign_key_list|database_list|integrity_check|quick_check|user_version|page_count|page_size|compile_options|table_list|journal_mode|encoding|pragma_list|freelist_count|foreign_keys)$`)
	pragmaAsks  = lazyre.New(`^pragma +(table_info|table_xinfo|index_list|index_info|index_xinfo|foreign_key_list|foreign_key_check|integrity_check|quick_check) *\( *['"]?\w+['"]? *\)$`)
	sqlToken    = lazyre.New(`(?s)'(?:[^'\\]|'')*'|"[^"\\]*"|--[^\n]*|/\*|[a-z_][a-z0-9_$.]*|[0-9.]+|\S`)
)

// sqlFunctions are functions that compute and do nothing else.
const sqlFunctions = " count sum avg min max now version current_database current_user current_timestamp pg_size_pretty pg_database_size pg_total_relation_size pg_relation_size pg_table_size pg_indexes_size " +
	"coalesce length char_length lower upper date time datetime strftime date_trunc date_part extract round floor ceil abs substr substring left right to_char concat concat_ws string_agg group_concat array_agg json_agg json_extract " +
	"age trim ltrim rtrim replace nullif cast exists in as over distinct from and or not any all union select where on using join by having values interval case when then else between like is filter within row_number rank dense_rank lag lead " +
	"pg_is_in_recovery pg_last_wal_receive_lsn pg_current_wal_lsn pg_stat_get_activity pg_get_viewdef pg_backend_pid txid_current inet_server_addr database user schema ifnull if format random typeof total unixepoch julianday year month day hour minute current_date timestampdiff datediff date_sub date_add hex quote instr printf round varchar numeric decimal char "

// sqlWrites are words that no reading statement needs; they are not fields.
const sqlWrites = " into outfile dumpfile copy lo_import lo_export call do execute prepare perform lock nextval setval insert update delete merge drop alter create grant revoke truncate load handler attach detach vacuum reindex set reset begin commit source system edit "

// sql judges a text of SQL. It reads when each statement begins with a word
// that asks, holds no word that writes and calls no function but those known.
func (w *walker) sql(text string) {
	for stmt := range splitSQL(strings.ToLower(text)) {
		if stmt != "" {
			w.statement(stmt)
		}
	}
}

// splitSQL gives the statements of a text, without blanks around them.
func splitSQL(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start, quote := 0, byte(0)
		for i := range len(text) {
			switch c := text[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '\'' || c == '"' || c == '`':
				quote = c
			case c == ';':
				if !yield(strings.TrimSpace(text[start:i])) {
					return
				}
				start = i + 1
			}
		}
		yield(strings.TrimSpace(text[start:]))
	}
}

func (w *walker) statement(stmt string) {
	first, _, _ := strings.Cut(strings.TrimLeft(stmt, "( "), " ")
	has := func(words ...string) bool { return holds(" "+strings.Join(strings.Fields(stmt), " ")+" ", words) }
	switch {
	case first == "drop" || first == "truncate" || first == "delete" || first == "flush" || first == "purge" || first == "shutdown" || first == "flushall",
		first == "alter" && has(" drop "), first == "update" && !has(" where "), has(" delete from ", " drop table ", " drop database ", " truncate table "):
		w.v.raise(Danger, "the query destroys data", Destroys)
	case has(" to program ", " from program ", "xp_cmdshell", "load_extension", "pg_execute", "sys_exec"):
		w.v.raise(Danger, "the query runs a program", RemoteCode)
	case first == "grant" || first == "alter" && has(" role ", " user ", " system "), first == "create" && has(" role ", " user ", " superuser ", " extension "), first == "set" && has(" password "):
		w.v.raise(Danger, "the query gives power over the database", Privilege)
	case first == "update" || first == "insert" || first == "create" || first == "alter" || first == "replace" || first == "merge" || first == "vacuum" || first == "analyze" || first == "reindex" || first == "comment" || first == "refresh" || first == "cluster" || first == "optimize":
		w.v.raise(Changes, "the query changes data")
		w.callsUnknown(stmt)
	case first == "select" || first == "show" || first == "describe" || first == "desc" || first == "explain" || first == "values" || first == "table" || first == "with":
		w.asks(stmt)
	case pragmaLooks.Get().MatchString(stmt) || pragmaAsks.Get().MatchString(stmt):
	default:
		w.v.raise(Unclear, "the query is of a kind that has no rule")
	}
}

// asks judges a statement that begins like a question.
func (w *walker) asks(stmt string) {
	w.callsUnknown(stmt)
	show := strings.HasPrefix(stmt, "show ")
	for _, tok := range sqlToken.Get().FindAllString(stmt, -1) {
		if tok == `\` || tok == "`" && show {
			w.v.raise(Unclear, "the query holds a command of the client")
		}
		if strings.HasPrefix(tok, "--") || tok == "/*" || tok == "$" {
			w.v.raise(Unclear, "the query holds a comment or a quoting that can hide words")
		}
		if !show && strings.Contains(sqlWrites, " "+tok+" ") {
			w.v.raise(Unclear, "the query holds the word "+tok)
		}
		if isLetter(tok[0]) && holds(tok, []string{"passw", "secret", "api_key", "access_token", "private_key"}) {
			w.v.raise(Unclear, "the query reads "+tok, Secret)
		}
		if strings.Contains(" pg_shadow pg_authid mysql.user password passwd secret token api_key ", " "+tok+" ") {
			w.v.raise(Unclear, "the query reads "+tok, Secret)
		}
	}
}

// callsUnknown looks for functions that may do more than compute.
func (w *walker) callsUnknown(stmt string) {
	last, before := "", ""
	made := strings.HasPrefix(stmt, "create ") || strings.HasPrefix(stmt, "insert ")
	for _, tok := range sqlToken.Get().FindAllString(stmt, -1) {
		named := made && strings.Contains(" table into exists on view index ", " "+before+" ")
		if tok == "(" && !named && last != "" && (isLetter(last[0]) || last[0] == '"') && !strings.Contains(sqlFunctions, " "+last+" ") {
			w.v.raise(Unclear, "the query calls "+last+", which has no rule")
		}
		last, before = tok, last
	}
}

// checkSQL makes a check of a client that is given queries by a flag.
func checkSQL(flags ...string) func(*walker, *call) {
	return func(w *walker, c *call) {
		asked := c.has("-l", "--list")
		for _, o := range c.opts {
			if (o.name == "-p" || o.name == "--password") && o.val.text != "" && c.key != "psql" {
				w.v.raise(Unclear, c.key+" is given a password in the command", Secret)
			}
			if o.name != flags[0] && o.name != flags[1] {
				continue
			}
			asked = true
			w.query(c, o.val)
		}
		if text, ok := w.stdin.facts.printedText(); !asked && ok && w.stdin.kind == piped && strings.TrimSpace(text) != "" {
			w.query(c, lit(text))
			asked = true
		}
		if !asked {
			w.v.raise(Unclear, c.key+" opens a session or runs what it reads")
			if w.stdin.facts.download {
				w.v.raise(Danger, c.key+" runs what is downloaded", RemoteCode)
			}
		}
		for _, a := range c.operands {
			if loginURL(a.text) {
				w.v.raise(Unclear, c.key+" is given a password in the command", Secret)
			}
			if strings.Contains(a.text, "passfile=") || strings.Contains(a.text, "sslkey") {
				w.v.raise(Unclear, c.key+" is given more than a database")
			}
		}
	}
}

func (w *walker) query(c *call, v word) {
	text := strings.TrimSpace(v.text)
	if c.key != "psql" {
		text = strings.TrimSuffix(strings.TrimSuffix(text, ";"), `\G`)
	}
	switch {
	case !v.known():
		w.v.raise(Unclear, c.key+" is given a query that is not known before it runs")
		w.sql(text)
	case strings.HasPrefix(text, `\`) && c.key == "psql" && psqlLooks.Get().MatchString(text):
	case strings.Contains(text, `\`):
		w.v.raise(Unclear, c.key+" is given a command of its own")
		w.sql(text)
	default:
		w.sql(text)
	}
}

// checkSQLite judges the queries behind the database's name.
func checkSQLite(w *walker, c *call) {
	if len(c.operands) < 2 {
		w.v.raise(Unclear, "sqlite3 opens a session or runs what it reads")
		return
	}
	for _, a := range c.operands[1:] {
		text := strings.TrimSpace(a.text)
		switch {
		case a.known() && sqliteLooks.Get().MatchString(text):
		case strings.HasPrefix(text, "."):
			w.v.raise(Unclear, "sqlite3 is given a command that has no rule")
		default:
			w.query(c, a)
			if strings.Contains(text, "\n.") {
				w.v.raise(Unclear, "sqlite3 is given a command that has no rule")
			}
		}
	}
}

// checkQueries looks for destruction in queries of a language that has no
// rule.
func checkQueries(w *walker, c *call) {
	for _, a := range append(append([]word{}, c.operands...), optValues(c)...) {
		t := strings.ToLower(a.text)
		if holds(t, []string{"drop ", "dropdatabase", ".drop(", "truncate ", "delete from", "deletemany", "deleteone", ".remove(", "shutdown", "drop_", "delete_", "purge"}) {
			w.v.raise(Danger, c.key+" destroys data", Destroys)
		}
	}
	if text, ok := w.stdin.facts.printedText(); ok {
		w.v.merge(w.apart(func() { w.sql(text) }))
	}
}

func optValues(c *call) []word {
	var out []word
	for _, o := range c.opts {
		out = append(out, o.val)
	}
	return out
}

func checkMysqladmin(w *walker, c *call) {
	for _, a := range c.operands {
		switch {
		case a.is("drop", "shutdown", "kill", "flush-all", "stop-slave", "stop-replica"):
			w.v.raise(Danger, c.key+" "+a.text+" destroys or takes the server down", Destroys)
		case c.key == "mysqladmin" && !a.is("status", "ping", "version", "processlist", "extended-status", "variables", "proc"):
			w.v.raise(Unclear, "no rule knows "+c.key+" "+a.text)
		}
	}
}

// The commands of redis by what they do.
const (
	redisReads    = " get mget info keys ttl pttl scan llen lrange lindex hget hgetall hkeys hlen hscan smembers scard sismember sscan zrange zcard zscore zrank zscan ping dbsize type exists strlen time lastsave role randomkey object memory slowlog latency cluster client config command xlen xrange xinfo getrange bitcount pubsub echo "
	redisDestroys = " flushall flushdb del unlink shutdown debug xtrim slaveof replicaof migrate restore rename ltrim spop lpop rpop getdel "
)

// redisSub are the second words with which these commands only look.
var redisSub = map[string]string{
	"config": " get ", "client": " list info getname id ", "cluster": " info nodes slots shards myid ", "slowlog": " get len ", "memory": " usage stats doctor ",
	"latency": " latest history doctor ", "command": " count info docs list ", "object": " encoding idletime freq refcount ", "pubsub": " channels numsub numpat ", "xinfo": " stream groups consumers ",
}

func checkRedis(w *walker, c *call) {
	if len(c.operands) == 0 {
		if !c.has("--scan", "--stat", "--latency", "--latency-history", "--bigkeys", "--memkeys", "--hotkeys") {
			w.v.raise(Unclear, c.key+" opens a session or runs what it reads")
		}
		return
	}
	op, sub := strings.ToLower(c.first().text), ""
	if len(c.operands) > 1 {
		sub = strings.ToLower(c.operands[1].text)
	}
	if op != "config" && op != "info" && secretName(sub) {
		w.v.raise(Unclear, "redis "+op+" touches "+sub, Secret)
	}
	subs, two := redisSub[op]
	switch {
	case !c.first().known():
		w.v.raise(Unclear, c.key+" is given a command that is not known before it runs")
	case strings.Contains(redisDestroys, " "+op+" "):
		w.v.raise(Danger, "redis "+op+" destroys data", Destroys)
	case op == "config" && sub != "get", op == "module", op == "acl" && sub != "whoami":
		w.v.raise(Danger, "redis "+op+" "+sub+" changes or shows what the server runs or allows", Privilege, Secret)
	case sub == "reset" || sub == "flush" || sub == "kill" || sub == "failover" || sub == "forget":
		w.v.raise(Danger, "redis "+op+" "+sub+" destroys or disturbs", Destroys)
	case two && !strings.Contains(subs, " "+sub+" "):
		w.v.raise(Unclear, "no rule knows redis "+op+" "+sub)
	case strings.Contains(redisReads, " "+op+" "):
	case op == "set" || op == "hset" || op == "lpush" || op == "rpush" || op == "sadd" || op == "zadd" || op == "incr" || op == "decr" || op == "expire" || op == "persist" || op == "publish" || op == "append" || op == "setex":
		w.v.raise(Changes, "redis "+op+" changes data")
	default:
		w.v.raise(Unclear, "no rule knows redis "+op)
	}
	if op == "config" && holds(strings.ToLower(joined(c.operands)), []string{"pass", "*", "auth"}) {
		w.v.raise(Unclear, "redis prints its password", Secret)
	}
}

// mongoReads are the methods of the mongo shell that only ask.
const mongoReads = " find findone count countdocuments estimateddocumentcount distinct stats serverstatus getcollectionnames getcollection getcollectioninfos getindexes limit sort pretty toarray skip status conf config printreplicationinfo printsecondaryreplicationinfo printslavereplicationinfo currentop hostinfo version explain printjson print getname listdatabases getsiblingdb ismaster hello isoid objectid isodate printshardingstatus datasize totalsize storagesize buildinfo getprofilingstatus "

var (
	mongoText = lazyre.New(`^(db|rs|sh|show|printjson|print)\b[\w\s.(){}\[\]"',:$/+-]*$`)
	mongoCall = lazyre.New(`(\w+)\s*\(`)
)

// checkMongo judges what the mongo shell is given to evaluate: one expression
// that calls no method but those that ask.
func checkMongo(w *walker, c *call) {
	code, ok := c.value("--eval")
	text := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(code.text), ";"))
	reads := ok && code.known() && mongoText.Get().MatchString(text) && !strings.Contains(text, "$where") && !strings.Contains(text, "$function") && !strings.Contains(text, "system.users")
	calls := mongoCall.Get().FindAllStringSubmatch(text, -1)
	reads = reads && len(calls) == strings.Count(text, "(")
	for _, m := range calls {
		reads = reads && strings.Contains(mongoReads, " "+m[1]+" ")
	}
	for _, a := range c.operands {
		reads = reads && a.known() && !strings.HasSuffix(a.text, ".js") && !loginURL(a.text)
	}
	if !reads {
		w.v.raise(Unclear, c.key+" runs code on a database")
	}
	checkQueries(w, c)
}

// checkDump tells the plan of a database from its data.
func checkDump(w *walker, c *call) {
	if !c.has("-s", "--schema-only") {
		w.v.raise(Changes, c.key+" writes all data of a database out")
	}
}

func checkPgCtl(w *walker, c *call) {
	for _, a := range c.operands {
		switch {
		case a.is("status"):
		case a.is("reload", "start", "restart", "logrotate"):
			w.v.raise(Changes, c.key+" "+a.text+" changes the server")
		case a.is("stop", "kill", "promote", "init", "initdb"):
			w.v.raise(Danger, c.key+" "+a.text+" takes the server down or makes it over", Destroys)
		case c.key == "pg_ctl":
			w.v.raise(Unclear, "no rule knows "+c.key+" "+a.text)
		}
	}
}
