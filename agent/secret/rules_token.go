package secret

func strongText(v value) bool {
	k := kinds(v.text)
	return k.digit && (k.lower || k.upper) && distinct(v.text) >= 6
}

// tokenRules are tokens that say by their first letters what they are.
func tokenRules() []rule {
	return []rule{
		{kind: "github-token", near: "ghp_|gho_|ghu_|ghs_|ghr_|github_pat_", pattern: `(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255})`,
			yes: []string{"remote: https://github.com with «gh·p_16C7e42F292c6912E7710c838347Ae178B4a»", `{"t":"«git·hub_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789»"}`},
			no:  []string{"ghp_example", "set GITHUB_TOKEN to a value that begins with ghp_ or gho_"}},
		{kind: "gitlab-token", near: "glpat-|gldt-|glrt-|glptt-|gloas-|glcbt-|glft-|glimt-|glagent-|glsoat-", pattern: `\bgl(?:pat|dt|rt|ptt|oas|cbt|ft|imt|agent|soat)-[\w.-]{16,}`,
			yes: []string{"git clone with «gl·pat-Zx81kfQpLm-29TyVbNwa»"}, no: []string{"the prefix is glpat-, then 20 characters"}},
		{kind: "slack-token", near: "xox|xapp-", pattern: `\b(?:xox[abceoprs](?:\.xox[bp])?-[\w-]{10,}|xapp-\d-[\w-]{10,})`, fits: strongText,
			yes: []string{"slack: «xo·xb-2740192837465-2740192837466-Qw8eRtYuIoPaSdFgHjKlZxCv» posted"}, no: []string{"xoxb-your-token-here"}},
		{kind: "slack-webhook", near: "hooks.slack.com", pattern: `hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{20,})`,
			yes: []string{"curl https://hooks.slack·.com/services/«T01ABCDEF/B02GHIJKL/9xYzAbCdEfGhIjKlMnOpQrSt»"}, no: []string{"see https://hooks.slack.com/services/"}},
		{kind: "llm-key", near: "sk-", pattern: `\bsk-[A-Za-z0-9_-]{16,}`, fits: strongText,
			yes: []string{"OPENAI «s·k-proj-8fJq2Lk0vXnB7aTzR4mC9dWe»", "anthropic «s·k-ant-api03-Zk3_x9QpLw7vRtYb2NmA»"}, no: []string{"pip install sk-learn-contrib-extra-modules", "task-12345678901234567890 done"}},
		{kind: "stripe-key", near: "sk_live|sk_test|rk_live|rk_test|whsec_", pattern: `\b(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,})`,
			yes: []string{"stripe: «s·k_live_4eC39HqLyjWDarjtT1zdp7dc»"}, no: []string{"use sk_live_... in production"}},
		{kind: "npm-token", near: "npm_", pattern: `\bnpm_[A-Za-z0-9]{30,}`, yes: []string{"//registry.npmjs.org/ «n·pm_q8Zr2Tn5Wk1Yb7Xc4Vm9Lp3Hd6Js0GfAeU»"}, no: []string{"npm_config_registry=https://registry.npmjs.org", "npm_package_version"}},
		{kind: "pypi-token", near: "pypi-", pattern: `\bpypi-[\w-]{30,}`, fits: strongText, yes: []string{"twine: «py·pi-AgEIcHlwaS5vcmcCJDk0ZjM4YzE3LWJhY2QtNDZl»"}, no: []string{"pypi-publish-action-for-github-workflows"}},
		{kind: "huggingface-token", near: "hf_", pattern: `\bhf_[A-Za-z0-9]{30,}`, yes: []string{"huggingface-cli login with «h·f_QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi»"}, no: []string{"hf_transfer==0.1.8"}},
		{kind: "digitalocean-token", near: "dop_v1_|doo_v1_|dor_v1_", pattern: `\bdo[opr]_v1_[a-f0-9]{40,}`,
			yes: []string{"doctl «d·op_v1_3f9a1c7be2d84650a9c1f3e7b5d2846f0a1b2c3d4e5f60718293a4b5c6d7e8f9»"}, no: []string{"dop_v1_ is the prefix"}},
		{kind: "twilio-key", near: "twilio|sk0|sk1|sk2|sk3|sk4|sk5|sk6|sk7|sk8|sk9|ska|skb|skc|skd|ske|skf", pattern: `\bSK[0-9a-f]{32}\b`,
			yes: []string{"twilio api key «S·K1f2e3d4c5b6a798081920a1b2c3d4e5f»"}, no: []string{"SKU 1f2e3d4c", "SKIP"}},
		{kind: "sendgrid-key", near: "sg.", pattern: `\bSG\.[\w-]{16,}\.[\w-]{16,}`, yes: []string{"smtp pass «S·G.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr»"}, no: []string{"msg.sg.example.com"}},
		{kind: "telegram-token", near: ":aa", pattern: `\d{8,10}:AA[\w-]{30,}`, yes: []string{"https://api.telegram.org/bot«110201543:A·AHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw»/getMe"}, no: []string{"12345678:aa:bb:cc:dd:ee"}},
		{kind: "discord-token", near: "discord", pattern: `(?i:discord)\S*\s*.{0,40}?\b([MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,})|discord(?:app)?\.com/api/webhooks/\d+/([\w-]{40,})`,
			yes: []string{"discord bot login «MT·k4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs»"}, no: []string{"discord.py 2.3.2 installed"}},
		{kind: "vault-token", near: "hvs.|hvb.|hvr.", pattern: `\bhv[sbr]\.[\w-]{20,}`, yes: []string{"token «h·vs.CAESIJ3Qx7kP0aZbYcXdWeVfUgThSiRj»"}, no: []string{"hvs.example.com"}},
		{kind: "terraform-token", near: ".atlasv1.", pattern: `\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}`,
			yes: []string{"app.terraform.io «xq7LkP2vR9TzWm.atl·asv1.J8sNd3Hf6Kq1Zx4Cv7Bn0Mw5Er2Ty9Ui8Op3As6Df1Gh4Jk»"}, no: []string{"the .atlasv1. part"}},
		{kind: "jwt", near: "eyj", pattern: `\beyJ[\w-]{8,}\.(?:eyJ[\w-]{6,}|[\w-]{16,})(?:\.[\w-]*)*`,
			yes: []string{"jwt «ey·JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U»"}, no: []string{"eyJ is how a JWT begins"}},
		{kind: "grafana-token", near: "glsa_|glc_", pattern: `\bgl(?:sa|c)_[\w+/=]{24,}`, yes: []string{"grafana «gl·sa_HOruNAb7SOiCdshU9algkrq7FDsNSLAa_55e2f8be»"}, no: []string{"glsa_ prefix"}},
		{kind: "bearer-like", near: "ops_eyj|dapi|shpat_|sntrys_|lin_api_|atatt3|dckr_pat_|figd_|pul-|rubygems_|nvapi-", pattern: `\b(?:ops_eyJ[\w+/=-]{30,}|dapi[a-f0-9]{32}|shpat_[a-f0-9]{32}|sntrys_[\w=+/-]{30,}|lin_api_\w{30,}|ATATT3[\w=-]{30,}|dckr_pat_[\w-]{20,}|figd_[\w-]{30,}|pul-[a-f0-9]{40}|rubygems_[a-f0-9]{48}|nvapi-[\w-]{40,})`,
			yes: []string{"docker login with «dc·kr_pat_7KxQm2ZtVb9LwYr4Np8HsJd1Gf0»"}, no: []string{"pul-request 12"}},
	}
}
