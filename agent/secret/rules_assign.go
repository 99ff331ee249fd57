package secret

// assignRules are values by the name that they are given to, in environments,
// YAML, JSON, TOML, INI, query strings and flags. The pattern is the name's, in
// lower case with _ between its parts.
func assignRules() []rule {
	return []rule{
		{kind: "password", near: "psk|passw|pwd|passphrase|_pass|-pass|pass=|pass:|pass\"|pass'|pw=|pw:|pass ", how: assigned, fits: password,
			pattern: `passw(?:or)?d|passwort|passphrase|pwd|(?:^|_)pass(?:$|_)|(?:^|_)psk$|(?:_|user|bind|root|admin|db)pw$`,
			yes: []string{
				"DB_PASSWORD=«hunter2x»\n", "password: «changeme»\n", `{"password": "«p w0\"rd»", "x": 1}`, "spring.datasource.password=«Tr0ub4dor&3»\n", "  adminPassword: '«s3cr''et»'\n",
				"export PGPASSWORD=\"«a$b c»\"", "mysqldump --password=«geheim» db", "ldapsearch --bind-password «geheim7»", "host=db user=x password=«y7z» dbname=z", "Server=x;Pwd=«abc;123»;Database=y",
				"password: |\n  «multi line»\nnext: 1\n", `"{\"password\":\"«Zq81lmP»\"}"`, "https://h/login?user=a&password=«b7c8d9»&x=1", "passphrase: «correct horse battery staple»\n", "$config['db_pass'] = '«geheim»';", "- name: DB_PASSWORD\n  value: «hunter2x»\n", `{"name":"DB_PASSWORD","value":"«hunter2x»"}`,
				"<password>«geheim»</password>", "define('DB_PASSWORD', '«geheim»');", "PASS=«geheim»\n", "bind_pw: «geheim»\n", "DB_PASSWORD=«P@ss;w,o&rd=1»\n", "smtp_password \"«geheim»\"", "psk=\"«geheim12»\"", "UID=sa;PWD=«geheim»;Database=x", "requirepass_password => \"«x1y2z3»\"",
			},
			no: []string{
				"password=", "password: ${DB_PASSWORD}", "PASSWORD=$PASS", "password: {{ vault_pw }}", "password=<password>", "password: xxxxx", "password=***", "password: null", "password: true", "password: required", "using password: YES",
				"password: vault:secret/data/db#pw", "password_file=/run/secrets/db", "Failed password for root from 10.0.0.7 port 22 ssh2", "the password is wrong", "password: (sensitive value)", "--password-stdin", "bypass=true", "compass: north", "PWD=/home/me/src",
				"password: process.env.DB_PASSWORD", "password = getpass.getpass()", "password == other", "password_count: 3", "PWD=src\n", "append(env, \"PWD=\"+dir)", "kadmin, \"passwd\", \"kadmin-server\"", "did not pass \"--quiet\" on", "password: \"[REDACTED]\"",
			}},
		{kind: "token", near: "token|secret|credential|_pat=|_pat:|_auth|_salt|-auth", how: assigned, fits: token,
			pattern: `token|secret|credential|(?:^|_)pat$|_auth$|^_?auth$|_salt$`,
			yes: []string{
				"GITLAB_TOKEN=«x7Kq2mPzLtVwRb9NYc3H»\n", "token: «k8s9d0f1g2h3j4k5l6»\n", `"client_secret": "«a1B2c3D4e5F6g7H8»"`, "--token «abc123def456ghi7»", "--token=«abc123def456ghi7»", `args: ["--token", "«abc123def456ghi7»", "-v"]`, "X-Vault-Token: «q1w2e3r4t5y6u7»", "SECRET_KEY=«changeme»\n",
				`"identitytoken": "«Zm9vYmFyYmF6MTIz»"`, "//registry.npmjs.org/:_authToken=«0a1b2c3d-e4f5-6789-abcd-ef0123456789»", "clientSecret = \"«9sdf87sd9f87s9df8»\"", "https://x/?access_token=«9sdf87sd9f87s9df8»&y=1", "AUTH_SECRET: «Ab3dEf6hIj9kLm2n»",
			},
			no: []string{
				"the token is invalid", "secret/db created", "kubectl get secret my-secret", "--token-ttl 5m", "token_count=12", "max_tokens: 4096", "secretName: my-tls-cert", "secret: kube-system/default-token-x7k2p", "tokenType: Bearer", "token: unexpected end of JSON input",
				"SECRET_FILE=/run/secrets/x", "token=${TOKEN}", "automountServiceAccountToken: false", "secretKeyRef:\n  name: db-credentials\n  key: password", "token expired at 2026-11-01T10:00:00Z", "token_url: https://login.example.com/oauth2/v2.0/token", "service-account-token: 3600s", "tokens = 2*max", "isTokenTable = [256]bool{", "parentToken = levelTokenMine",
			}},
		{kind: "api-key", near: "key", how: assigned, fits: token,
			pattern: `(?:api|access|secret|private|auth|encryption|signing|master|account|storage|shared|service|webhook|app|application|session|cookie|hmac|jwt|deploy|license|subscription|project|admin|root|write|ingest|crypt|client)_?key|^[a-z0-9_]*_key(?:_base)?$`,
			yes: []string{
				"api_key=«9f8e7d6c5b4a3928»", "apiKey: \"«Zx81kfQpLm29TyVb»\"", "X-Api-Key: «Zx81kfQpLm29TyVb»", "ENCRYPTION_KEY=«c29tZXNlY3JldGtleQ==»", "--api-key «Zx81kfQpLm29TyVb»", "storage_key = '«q1w2e3r4t5y6u7i8o9»'",
			},
			no: []string{"primary_key=id", "public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "key: value", "api_key: <your-api-key>", "ssl_certificate_key /etc/ssl/private/x.key;", "cache_key=user/profile", "keyAlgorithm: rsa-2048", "monkey=banana12"}},
	}
}
