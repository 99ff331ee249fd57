package risk

// dataRules are the clients of databases and queues.
func dataRules() []rule {
	net := []Reason{Network}
	return []rule{
		{
			prog: "psql", marks: net,
			flags: "-h= -p= -U= -d= -c= -l -t -A -x -X -w -q -e -E -F= -P= -R= --host= --port= --username= --dbname= --command= " +
				"--list --tuples-only --no-align --expanded --csv --no-psqlrc --quiet --no-password -H -W --password -1 -S -s -b -n",
			changes: "-o= --output= -L= --log-file=", unclear: "-f= --file= -v= --set= --variable=",
			check: checkSQL("-c", "--command"),
			try: []try{
				{"psql -c 'select count(*) from users'", Reads}, {"psql -l", Reads}, {"psql -c '\\dt+'", Reads},
				{"psql -c 'TRUNCATE users'", Danger}, {"psql -c 'update users set a=1 where id=2'", Changes},
				{"psql -c '\\! id'", Unclear}, {"psql -c \"copy users to program 'sh'\"", Danger}, {"psql -f x.sql", Unclear},
				{"psql -c 'select f()'", Unclear},
			},
		},
		{
			prog: "mysql|mariadb", marks: net,
			flags: "-h= -P= -u= -D= -e= -B -N -s -t -v -E -H -X --host= --port= --user= --database= --execute= --batch " +
				"--skip-column-names --table --protocol= --vertical --silent --ssl-mode= -p=? --password=? --socket= -S= --connect-timeout= -C --default-character-set= -r --raw",
			unclear: "--tee= --pager= --init-command= --defaults-file= --plugin-dir= --default-auth= " +
				"--local-infile=?",
			check: checkSQL("-e", "--execute"),
			try: []try{
				{"mysql -u app -p -e 'show processlist'", Reads}, {"mysql -psecret -e 'show processlist'", Unclear}, {"mysql -e 'drop database x'", Danger},
				{"mysql -e 'select 1 into outfile \"/x\"'", Unclear}, {"mysql -e 'system id'", Unclear},
			},
		},
		{
			prog: "sqlite3", style: single,
			flags: "-readonly -header -noheader -csv -json -column -line -list -separator= -box -table -markdown -html -bail " +
				"-batch -nullvalue=",
			unclear: "-init= -cmd= -vfs= -append -deserialize -interactive", check: checkSQLite,
			try: []try{
				{"sqlite3 app.db '.schema'", Reads}, {"sqlite3 app.db 'select * from t limit 5'", Reads},
				{"sqlite3 app.db 'delete from users'", Danger}, {"sqlite3 a.db '.shell id'", Unclear},
				{"sqlite3 a.db \"select writefile('x','y')\"", Unclear},
			},
		},
		{
			prog: "clickhouse-client|cqlsh|sqlcmd|duckdb|cockroach|influx|isql|snowsql|trino|presto|impala-shell|hive|beeline|" +
				"sqlplus",
			level: Unclear, why: "runs queries", marks: net, flags: "*", check: checkQueries,
			try: []try{
				{"clickhouse-client -q 'drop table x'", Danger},
			},
		},
		{
			prog: "mongo|mongosh", marks: net, check: checkMongo,
			flags:   "--quiet --host= --port= --eval= --norc --json=? --tls -u= --username= --authenticationDatabase= --retryWrites",
			unclear: "--file= -f= --shell --nodb -p=? --password=?",
			try: []try{
				{"mongosh --quiet --eval 'db.serverStatus().connections'", Reads},
				{"mongosh shop --eval 'db.orders.find({a: 1}).limit(5)'", Reads}, {"mongosh --eval 'db.a.insertOne({})'", Unclear},
				{"mongosh x.js", Unclear}, {"mongosh --eval 'db.a.find({$where: \"x\"})'", Unclear},
				{"mongosh --eval 'f()'", Unclear}, {"mongosh", Unclear},
				{"mongo --eval 'db.dropDatabase()'", Danger},
			},
		},
		{
			prog: "redis-cli|valkey-cli|keydb-cli", marks: net, style: ends,
			flags: "-h= -p= -n= -c --tls --raw --no-raw --csv --json --stat --latency --latency-history --bigkeys --memkeys " +
				"--hotkeys --scan --pattern= --count= -i= -r= --no-auth-warning -2 -3 --cacert=",
			unclear: "-a= -u= -x --eval= --pipe --rdb= --functions-rdb= --cluster= --user= --pass= -s= --askpass -X=",
			check:   checkRedis,
			try: []try{
				{"redis-cli INFO memory", Reads}, {"redis-cli -h db --scan --pattern 'a*'", Reads}, {"redis-cli flushall", Danger},
				{"redis-cli config set dir /x", Danger}, {"redis-cli set a b", Changes}, {"redis-cli eval 'x' 0", Unclear},
			},
		},
		{
			prog: "pg_isready|pg_config|pg_lsclusters|mysqladmin|pg_controldata", marks: net,
			flags: "-h= -p= -U= -d= -u= -t= -q -P= --host= --port= --user=", check: checkMysqladmin,
			try: []try{
				{"pg_isready -h db", Reads}, {"mysqladmin status", Reads}, {"mysqladmin drop x", Danger},
			},
		},
		{
			prog:  "dropdb|dropuser|pg_dropcluster|pg_resetwal|mongorestore|mysqlimport|pg_rewind",
			level: Danger, why: "destroys or overwrites a database", flags: "*", marks: []Reason{Destroys},
			try: []try{{"dropdb", Danger}},
		},
		{
			prog: "pg_ctl|pg_ctlcluster", flags: "-D= -l= -m= -w -t= -s -W", unclear: "-o= -p=", check: checkPgCtl,
			try: []try{
				{"pg_ctl status -D /x", Reads}, {"pg_ctl reload", Changes}, {"pg_ctl stop -m fast", Danger},
			},
		},
		{
			prog: "createdb|createuser|pg_restore|vacuumdb|reindexdb|pgbench|mysqlcheck|flyway|liquibase|alembic|migrate|goose|" +
				"dbmate|initdb|redis-server|mongod",
			level: Unclear, why: "changes a database", flags: "*", check: checkQueries, marks: net,
			try: []try{{"createdb", Unclear}},
		},
		{
			prog: "pg_dump|pg_dumpall", marks: net, check: checkDump, changes: "-f= --file= -F= --format= -Z= --compress= -j= --jobs=",
			flags: "-h= -p= -U= -d= -w -W -s -a -O -x -c -C -n= -t= -N= -T= --schema-only --host= --port= --username= --dbname= " +
				"--schema= --table= --no-owner --no-privileges --no-acl --if-exists --clean --exclude-table= -v",
			try: []try{
				{"pg_dump -s shop", Reads}, {"pg_dump shop", Changes}, {"pg_dump -s -f x shop", Changes},
			},
		},
		{
			prog: "mysqldump|mongodump|mongoexport|pg_basebackup|mariadb-dump", level: Changes,
			why: "writes all data of a database out", marks: net, flags: "*",
			try: []try{{"mysqldump", Changes}},
		},
		{
			prog:  "kafka-topics|kafka-topics.sh|kafka-consumer-groups|kafka-consumer-groups.sh|kafka-configs|kafka-configs.sh",
			marks: net,
			flags: "--list --describe --bootstrap-server= --topic= --group= --all-groups --state --members --zookeeper= " +
				"--entity-type= --entity-name= --all-topics",
			changes: "--create --alter --partitions= --replication-factor= --config= --add-config=",
			danger:  "--delete --reset-offsets --delete-offsets --execute --delete-config=", unclear: "--command-config=",
			try: []try{
				{"kafka-topics --list --bootstrap-server a:9092", Reads}, {"kafka-topics --delete --topic x", Danger},
			},
		},
		{
			prog: "rabbitmqctl|rabbitmqadmin|rabbitmq-diagnostics|nats|kcat|pulsar-admin", level: Unclear,
			why: "works on a queue", marks: net, flags: "*", check: checkQueries,
			try: []try{{"rabbitmqctl", Unclear}},
		},
		{
			prog: "rabbitmqctl",
			sub: "status|cluster_status|list_queues|list_exchanges|list_bindings|list_connections|list_channels|list_consumers|" +
				"list_users|list_vhosts|list_permissions|list_policies|node_health_check|version|ping",
			flags: "-p= -q -n= -s --formatter=",
			try: []try{
				{"rabbitmqctl list_queues", Reads},
			},
		},
		{
			prog: "rabbitmq-diagnostics",
			sub: "ping|status|check_running|check_local_alarms|check_port_connectivity|memory_breakdown|listeners|cluster_status|" +
				"check_virtual_hosts|check_alarms|alarms|server_version",
			flags: "-n= -q --formatter=", marks: net,
			try: []try{{"rabbitmq-diagnostics ping", Reads}},
		},
		{prog: "varnishstat", flags: "-1 -j -x -f= -l", try: []try{{"varnishstat -1", Reads}}},
		{
			prog: "rabbitmqctl|rabbitmqadmin",
			sub: "reset|force_reset|purge_queue|delete_queue|delete_vhost|delete_user|stop|stop_app|delete|purge|" +
				"forget_cluster_node|shutdown|clear_permissions",
			level: Danger, why: "destroys queues or takes the broker down", flags: "*",
			try: []try{{"rabbitmqctl reset", Danger}},
		},
	}
}
