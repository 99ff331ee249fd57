package risk

// dataRules are the clients of databases and queues.
func dataRules() []rule {
	net := []Reason{Network}
	return []rule{
		{
			prog: "psql", marks: net,
			flags: "-h= -p= -U= -d= -c= -l -t -A -x -X -w -q -e -E -F= -P= -R= --host= --port= --username= --dbname= --command= " +
				"--list --tuples-only --no-align --expanded --csv --no-psqlrc --quiet --no-password -H",
			changes: "-o= --output= -L= --log-file=", unclear: "-f= --file= -v= --set= --variable= -W",
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
				"--skip-column-names --table --protocol= --vertical --silent --ssl-mode=",
			unclear: "--tee= --pager= --init-command= --defaults-file= --plugin-dir= --default-auth= -p=? --password=? " +
				"--local-infile=?",
			check: checkSQL("-e", "--execute"),
			try: []try{
				{"mysql -u app -e 'show processlist'", Reads}, {"mysql -e 'drop database x'", Danger},
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
			prog: "mongo|mongosh", level: Unclear, why: "runs code on a database", marks: net, flags: "*",
			check: checkQueries,
			try: []try{
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
			prog:  "dropdb|dropuser|pg_dropcluster|pg_resetwal|pg_ctl|pg_ctlcluster|mongorestore|mysqlimport|pg_rewind",
			level: Danger, why: "destroys or overwrites a database", flags: "*", marks: []Reason{Destroys},
		},
		{
			prog: "createdb|createuser|pg_restore|vacuumdb|reindexdb|pgbench|mysqlcheck|flyway|liquibase|alembic|migrate|goose|" +
				"dbmate|initdb|redis-server|mongod",
			level: Unclear, why: "changes a database", flags: "*", check: checkQueries, marks: net,
		},
		{
			prog: "pg_dump|pg_dumpall|mysqldump|mongodump|mongoexport|pg_basebackup", level: Changes,
			why: "writes all data of a database out", marks: net, flags: "*",
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
			prog: "rabbitmqctl|rabbitmqadmin",
			sub: "reset|force_reset|purge_queue|delete_queue|delete_vhost|delete_user|stop|stop_app|delete|purge|" +
				"forget_cluster_node|shutdown|clear_permissions",
			level: Danger, why: "destroys queues or takes the broker down", flags: "*",
		},
	}
}
