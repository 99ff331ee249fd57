package risk

// cloudRules are the command lines of clouds. They have thousands of verbs
// each, so a check reads the verb; see cloud.go.
func cloudRules() []rule {
	net := []Reason{Network}
	return []rule{
		{
			prog: "aws|awslocal", marks: net, check: checkAWS,
			flags: "--region= --profile= --output= --query= --no-cli-pager --no-paginate --max-items= --page-size= " +
				"--starting-token= --color= --cli-read-timeout= --cli-connect-timeout= --no-sign-request --recursive " +
				"--human-readable --summarize --debug --filters= --filter= --follow --since= --format= --*-id= --*-ids= " +
				"--*-name= --*-names= --*-arn= --*-arns= --name= --names= --bucket= --prefix= --key= --start-time= --end-time= " +
				"--period= --statistics= --namespace= --dimensions= --cluster= --services= --tasks= --owners= --limit= " +
				"--max-results= --status= --job-status= --resource= --start-from-head --filter-pattern= --log-group-name= " +
				"--path= --scope= --metrics= --granularity= --group-by= --time-period= --include-all-instances " +
				"--no-include-deleted --include= --load-balancer-arns= --service= --attribute= --max-keys= --delimiter= " +
				"--path-prefix= --describe= --language= --tag-filters= --role-name= --user-name= --queue-url= " +
				"--attribute-names= --url= --repository= --region-names= --all-regions --state-value= --desired-status= " +
				"--*-status= --*-type= --*-types= --*-state= --show-subscription-definitions --*-prefix= --*-pattern= " +
				"--*-identifier= --*-identifiers= --*-date= --*-group= --*-version= --*-zone= --*-number= --*-category= --*-value= " +
				"--*-values= --*-filter= --*-filters= --*-level= --*-limit= --exclude= --resources= --tags= --desired-count= " +
				"--force-new-deployment --zip-file= --acl= --content-type= --storage-class= --cache-control= --no-progress --only-show-errors " +
				"--dryrun --quiet --stack-set-name= --document-name= --expression-attribute-values= --key-condition-expression=",
			unclear: "--endpoint-url= --cli-input-json= --cli-input-yaml= --no-verify-ssl --ca-bundle= --generate-cli-skeleton=?",
			try: []try{
				{"aws s3 ls", Reads}, {"aws ec2 describe-instances --instance-ids i-1", Reads},
				{"aws sts get-caller-identity", Reads}, {"aws sts get-session-token", Unclear},
				{"aws s3 cp a.txt s3://b/", Changes}, {"aws s3 rm s3://b --recursive", Danger},
				{"aws ec2 terminate-instances --instance-ids i-1", Danger}, {"aws s3 sync . s3://b --delete", Danger},
				{"aws secretsmanager get-secret-value --secret-id db", Unclear},
				{"aws ec2 describe-instances --endpoint-url http://x", Unclear},
				{"aws iam attach-user-policy --user-name a", Danger},
			},
		},
		{
			prog: "gcloud|gsutil|bq", marks: net, check: checkGcloud,
			flags: "--project= --region= --zone= --format= --filter= --limit= --sort-by= --quiet -q --verbosity= --location= " +
				"--regions= --zones= --cluster= --uri --page-size= --show-labels -l -h -r -L -b -a -m -n= --freshness= " +
				"--order= --service= --folder= --organization= --instance= --flatten= --account= --iam-account= --member= --role= --secret= --all --global --platform= " +
				"--version= --recursive --max_results= --format_options= --namespace= --long",
			unclear: "--impersonate-service-account= --access-token-file= --flags-file= --configuration= " +
				"--credential-file-override= --endpoint= -o=",
			try: []try{
				{"gcloud compute instances list", Reads}, {"gcloud projects delete p1", Danger},
				{"gcloud auth print-access-token", Unclear}, {"gcloud compute ssh vm", Unclear}, {"gsutil ls gs://b", Reads},
				{"gsutil rm gs://b/o", Danger}, {"gcloud compute instances create x", Changes},
				{"gcloud secrets versions access latest --secret=x", Unclear},
			},
		},
		{
			prog: "az", marks: net, check: checkAz,
			flags: "-o= -n= -g= -l= --output= --query= --name= --resource-group= --location= --subscription= --ids= " +
				"--show-details -d --all --only-show-errors --vm-name= --server= --account-name= --container-name= " +
				"--cluster-name= --vault-name= --top= --resource-type= --assignee= --scope= --namespace= --registry= " +
				"--repository= --detail --include= --sku= --size= --debug --verbose --tag= --query-examples --max-events= --start-time= --end-time= --offset= --status=",
			try: []try{
				{"az vm list -o table", Reads}, {"az group delete -n x", Danger}, {"az account get-access-token", Unclear},
				{"az vm show -g a -n b", Reads}, {"az keyvault secret show -n x --vault-name v", Unclear},
				{"az vm start -g a -n b", Changes},
			},
		},
		{
			prog: "heroku|fly|flyctl|vercel|netlify|railway",
			sub:  "config|config:get|env|variables|env pull|env ls|secrets list|auth:token|auth token", level: Unclear,
			why: "prints secrets", marks: []Reason{Secret}, flags: "*",
			try: []try{{"heroku config", Unclear}},
		},
		{
			prog: "consul", marks: net, style: single, check: checkConsul,
			flags: "-detailed -wan -datacenter= -service= -near= -status= -filter= -keys -recurse -separator= -detailed -format= -stale " +
				"-node= -passing -warning -critical -node-meta= -tags -raw",
			unclear: "-token= -token-file= -http-addr= -ca-file= -client-cert= -client-key=",
			try: []try{
				{"consul members", Reads}, {"consul catalog services", Reads}, {"consul kv get app/flag", Reads},
				{"consul kv get -recurse app/flag", Unclear}, {"consul kv put a b", Changes}, {"consul kv delete x", Danger},
				{"consul exec id", Unclear},
			},
		},
		{
			prog: "nomad", marks: net, style: single, check: checkNomad,
			flags:   "-verbose -short -json -t= -stats -evals -all-allocs -namespace= -region= -tail -n= -f -stderr -stdout -task= -self -allocs",
			unclear: "-token= -address= -ca-cert= -client-cert= -client-key=",
			try: []try{
				{"nomad job status web", Reads}, {"nomad node status", Reads}, {"nomad alloc logs -tail a", Reads},
				{"nomad job run a.nomad", Changes}, {"nomad job stop web", Danger}, {"nomad alloc exec a sh", Danger},
				{"nomad var get a", Unclear},
			},
		},
		{
			prog: "nomad-pack|packer|pulumi|cdk|serverless|sls|sam|copilot|waypoint|boundary|skaffold|tilt|helmfile|okteto|" +
				"devspace|telepresence",
			level: Unclear, why: "runs code of the project or reaches secrets", flags: "*", check: checkVerbs,
			try: []try{
				{"pulumi destroy", Danger}, {"cdk list", Unclear},
			},
		},
		{
			prog: "doctl|linode-cli|hcloud|scw|ibmcloud|oci|aliyun|flyctl|fly|heroku|vercel|netlify|railway|wrangler|supabase|" +
				"firebase|exo|openstack|eb|cf|yc|civo|vultr-cli|govc|rancher|tkn|velero|istioctl|linkerd|cilium|cmctl|" +
				"kapp|logcli|oras|crane|cosign|trivy|grype|syft|dive|buildah|umoci",
			marks: net, check: checkVerbs,
			flags: "-o= -n= --output= --format= -A --all --json --no-header -q -v -f= --namespace= --name= -s= --severity= " +
				"--region= --org= --app= -a= --project= --no-color -verbose",
			try: []try{
				{"hcloud server list", Reads}, {"doctl compute droplet delete 1", Danger}, {"velero backup get", Reads},
				{"fly deploy", Unclear}, {"trivy image alpine", Unclear},
			},
		},
	}
}

// infraRules are the tools that bring machines into a wanted state.
func infraRules() []rule {
	net := []Reason{Network}
	const progs = "terraform|tofu|terragrunt"
	return []rule{
		{prog: progs, style: single, flags: "-version", unclear: "-chdir=", try: []try{{"terraform -version", Reads}}},
		{
			prog: progs,
			sub: "version|validate|providers|state list|workspace list|workspace show|graph|show|output|metadata functions|" +
				"providers schema",
			style: single, flags: "-no-color -json -raw -id= -state= -type= -plan= -draw-cycles",
			check: checkTerraformRead,
			try: []try{
				{"terraform output", Reads}, {"terraform output -json db_password", Unclear}, {"terraform output -raw x", Unclear},
				{"terraform state list", Reads}, {"terraform validate", Reads}, {"terraform show", Reads},
				{"terraform show -json", Unclear},
			},
		},
		{
			prog: progs, sub: "fmt", style: single, flags: "-recursive -check -diff -list=? -write=? -no-color",
			check: checkTerraformFmt,
			try: []try{
				{"terraform fmt -check", Reads}, {"terraform fmt", Changes},
			},
		},
		{
			prog: progs, sub: "plan", style: single, level: Unclear, why: "runs providers and outside programs",
			flags: "*", marks: net,
			try: []try{
				{"terraform plan -out=x", Unclear},
			},
		},
		{
			prog: progs, sub: "state show|state pull|console", style: single, level: Unclear, why: "can print secrets",
			marks: []Reason{Secret}, flags: "*",
			try: []try{{"terraform state show x", Unclear}},
		},
		{
			prog: progs,
			sub: "apply|init|import|refresh|workspace new|workspace select|get|test|run-all apply|login|logout|providers lock|" +
				"providers mirror|push",
			style: single, level: Changes, why: "changes what is deployed", marks: net, flags: "*",
			danger: "-destroy -replace= -migrate-state -reconfigure -force-copy -lock=?", check: checkTerraformApply,
			try: []try{
				{"terraform apply plan.out", Changes}, {"terraform apply -auto-approve", Unclear}, {"terraform apply -destroy", Danger},
				{"terraform init -from-module=x.example/m", Danger},
			},
		},
		{
			prog: progs,
			sub: "destroy|state rm|state mv|state push|state replace-provider|taint|untaint|force-unlock|workspace delete|" +
				"run-all destroy|0.13upgrade",
			style: single, level: Danger, why: "destroys or forgets resources", marks: []Reason{Destroys}, flags: "*",
			try: []try{
				{"terraform state rm aws_db_instance.main", Danger}, {"terraform destroy", Danger},
			},
		},
		{
			prog: "ansible-playbook", level: Changes, why: "changes machines", flags: "*", check: checkPlaybook,
			try: []try{
				{"ansible-playbook site.yml", Changes}, {"ansible-playbook site.yml --check --diff", Unclear},
				{"ansible-playbook --list-tasks site.yml", Unclear}, {"ansible-playbook --syntax-check site.yml", Unclear},
			},
		},
		{
			prog: "ansible", level: Unclear, why: "runs a module on machines", flags: "*", check: checkAnsible, marks: net,
			try: []try{
				{"ansible all -m shell -a 'rm -rf /x'", Danger}, {"ansible all -m ping", Unclear}, {"ansible --version", Reads},
			},
		},
		{
			prog: "ansible-doc|ansible-config|ansible-inventory", level: Reads,
			flags: "-l -t= -s --list --graph --type= --json --only-changed -v", unclear: "-i= -M= -c= --playbook-dir=",
			check: checkAnsibleInfo,
			try: []try{
				{"ansible-doc -l", Reads}, {"ansible-config dump", Reads}, {"ansible-inventory --list", Unclear},
			},
		},
		{
			prog: "ansible-vault", sub: "view|decrypt|edit|rekey|encrypt|create|encrypt_string", level: Unclear,
			why: "works on secrets", marks: []Reason{Secret}, flags: "*",
			try: []try{{"ansible-vault view", Unclear}},
		},
		{prog: "ansible-galaxy", sub: "list|collection list|role list|search|info|role info", flags: "-p= -v", marks: net, try: []try{{"ansible-galaxy list", Reads}}},
		{
			prog: "ansible-galaxy", sub: "install|collection install|role install", level: Danger,
			why: "brings in foreign code", marks: []Reason{RemoteCode, Network}, flags: "*",
			try: []try{{"ansible-galaxy install", Danger}},
		},
		{prog: "ansible-galaxy", sub: "init|role init|collection init", level: Changes, why: "writes files", flags: "*", try: []try{{"ansible-galaxy init", Changes}}},
		{prog: "ansible-galaxy", sub: "remove|role remove", level: Danger, why: "removes", flags: "*", try: []try{{"ansible-galaxy remove", Danger}}},
		{
			prog:  "ansible-pull|puppet|chef-client|chef-solo|salt|salt-call|salt-ssh|cfagent|pyinfra|fab|cap|knife|mco|bolt",
			level: Danger, why: "runs what another machine says", marks: []Reason{RemoteCode, Network}, flags: "*",
			try: []try{{"ansible-pull", Danger}},
		},
		{
			prog: "vagrant", sub: "status|global-status|version|box list|plugin list|port|validate|snapshot list",
			flags: "--prune --machine-readable", level: Unclear, why: "runs the Vagrantfile",
			try: []try{{"vagrant status", Unclear}},
		},
		{
			prog: "vagrant", sub: "destroy|halt|box remove|snapshot delete|snapshot restore", level: Danger,
			why: "destroys machines", flags: "*",
			try: []try{
				{"vagrant destroy -f", Danger},
			},
		},
		{
			prog:  "vagrant",
			sub:   "up|reload|provision|resume|suspend|init|ssh|rsync|snapshot save|box add|plugin install",
			level: Unclear, why: "runs the Vagrantfile", flags: "*",
			try: []try{{"vagrant up", Unclear}},
		},
		{
			prog: "virsh",
			sub: "list|dominfo|domstate|domblklist|domiflist|net-list|pool-list|vol-list|nodeinfo|version|capabilities|" +
				"snapshot-list|vcpuinfo|dommemstat",
			most: 1, flags: "--all --inactive --details --title", unclear: "-c= --connect=",
			try: []try{
				{"virsh list --all", Reads},
			},
		},
		{
			prog: "virsh",
			sub: "destroy|undefine|shutdown|vol-delete|pool-delete|snapshot-delete|snapshot-revert|net-destroy|net-undefine|" +
				"pool-destroy|detach-disk|managedsave-remove",
			level: Danger, why: "destroys machines", flags: "*",
			try: []try{{"virsh destroy", Danger}},
		},
		{
			prog: "lxc|incus|multipass|limactl", sub: "exec|shell", check: checkGuest, flags: "-n= -t -T -- --user= --env= --cwd=",
			try: []try{
				{"lxc exec c1 -- bash", Danger}, {"lxc exec c1 -- ls", Unclear},
			},
		},
		{
			prog:  "virsh|VBoxManage|vboxmanage|qemu-img|multipass|lxc|incus|prlctl|limactl|colima|orb|qm|pct|xl",
			level: Unclear, why: "works on machines", flags: "*", check: checkVerbs,
			try: []try{
				{"lxc delete c1 --force", Danger}, {"lxc list", Unclear},
			},
		},
		{
			prog: "vault", marks: net, check: checkVault,
			flags: "-format= -field= -namespace= -mount= -version= -h -detailed", unclear: "-address=", style: single,
			try: []try{
				{"vault status", Reads}, {"vault kv metadata delete a", Danger}, {"vault token create -policy=root", Danger}, {"vault kv get secret/x", Unclear}, {"vault kv delete secret/x", Danger},
			},
		},
		{
			prog: "gpg|gpg2", style: gnu, check: checkGPG,
			flags: "--verify -k --list-keys --fingerprint --list-public-keys --keyid-format= --with-colons --list-packets --status-fd= " +
				"-q --batch --no-tty",
			unclear: "-K --list-secret-keys -d --decrypt -e --encrypt -s --sign -b -a -o= --output= -r= --import --export " +
				"--export-secret-keys --gen-key --full-generate-key --edit-key --homedir= --options= --keyserver= --recv-keys " +
				"--passphrase= -c --symmetric -u=",
			danger: "--delete-keys --delete-secret-keys --delete-secret-and-public-key --delete-key",
			try: []try{
				{"gpg --verify a.sig a", Reads}, {"gpg --list-keys", Reads}, {"gpg -d a.gpg", Unclear}, {"gpg a", Unclear},
			},
		},
		{
			prog: "certbot", sub: "certificates|plugins", flags: "--cert-name= -d=", unclear: "--config= --config-dir= -c=",
			try: []try{
				{"certbot certificates", Reads}, {"certbot delete", Danger},
			},
		},
		{
			prog: "promtool|amtool", sub: "check|check config|check rules|check metrics|query instant|query range|query series|query labels|" +
				"alert query|silence query|config show|alert|check-config|cluster show",
			flags: "--alertmanager.url= -o= --lint= --format= --output= --http.config.file= --start= --end= --step=", marks: net, style: gnu,
			try: []try{
				{"promtool check config prometheus.yml", Reads}, {"promtool tsdb create-blocks-from x", Unclear},
			},
		},
		{
			prog: "kubeseal|pass|gopass|op|bw|lpass|secret-tool|security|sops|age|keybase|doppler|chamber|aws-vault|" +
				"kwallet-query|keepassxc-cli|infisical|berglas|credstash|step|certbot|mkcert|cfssl",
			level: Unclear, why: "works on secrets", marks: []Reason{Secret}, flags: "*", check: checkSecretTool,
			try: []try{
				{"pass show x", Unclear},
			},
		},
	}
}
