package risk

// kubeRules are kubectl and oc.
func kubeRules() []rule {
	const progs = "kubectl|oc|k3s kubectl|minikube kubectl|microk8s kubectl|microk8s.kubectl"
	net := []Reason{Network}
	const out = "-o= -w -l= -A -f= -R -k= -c= -L= -p -h --output= --watch --watch-only --selector= --all-namespaces --sort-by= --show-labels --no-headers --field-selector= --filename= --recursive --container= --label-columns= --template= --show-kind --ignore-not-found --chunk-size= --subresource= --show-managed-fields --output-watch-events --all"
	return []rule{
		{
			prog: progs, anywhere: true,
			flags: "-n= --namespace= --context= --cluster= -v= --request-timeout= --match-server-version",
			unclear: "--kubeconfig= -s= --server= --token= --as= --as-group= --insecure-skip-tls-verify --client-key= " +
				"--client-certificate= --certificate-authority= --username= --password= --user= --cache-dir= --profile-output= " +
				"--log-file=",
			marks: net,
			try: []try{
				{"kubectl --kubeconfig ./evil get pods", Unclear}, {"kubectl get pods --kubeconfig=./evil", Unclear},
				{"kubectl frob", Unclear},
			},
		},
		{
			prog: progs, sub: "get|describe|events", flags: out + " --raw= --show-events --types= --for=",
			check: checkKubeGet,
			try: []try{
				{"kubectl get pods -A -o wide", Reads}, {"kubectl describe pod web-0", Reads},
				{"kubectl get secret db -o yaml", Unclear}, {"kubectl get pods,secrets", Unclear},
				{"kubectl -n prod get deploy/web -o jsonpath='{.spec}'", Reads},
			},
		},
		{
			prog: progs, sub: "logs",
			flags: "-f -p -c= -l= --follow --previous --container= --selector= --tail= --since= --since-time= --timestamps " +
				"--all-containers=? --prefix --max-log-requests= --ignore-errors --limit-bytes= --pod-running-timeout= " +
				"--all-pods",
			try: []try{
				{"kubectl logs -f web-0 --tail=100", Reads},
			},
		},
		{
			prog: progs,
			sub: "top|top pod|top pods|top node|top nodes|explain|version|api-resources|api-versions|cluster-info|" +
				"auth whoami|config current-context|config get-contexts|config get-clusters|config get-users|rollout status|" +
				"rollout history|wait|diff|options|plugin list|completion|project|projects|status",
			flags:   out + " --client --short --recursive=? --api-group= --namespaced=? --verbs= --cached --containers --sum --revision= --timeout= --for= --list --no-headers=? --subresource= --server-side --api-version= --categories= --minify=? --use-protocol-buffers --watch=? -t",
			unclear: "--prune --enable-exec --enable-alpha-plugins --network --helm-command= --enable-helm --output-directory=",
			check:   checkKubeFile,
			try: []try{
				{"kubectl top pods", Reads}, {"kubectl explain deployment.spec", Reads}, {"kubectl config current-context", Reads},
				{"kubectl auth can-i list pods", Reads}, {"kubectl diff -f a.yml", Reads},
			},
		},
		{
			prog: progs, sub: "whoami", flags: "--show-server --show-console --show-context -c", check: checkWhoami,
			try: []try{
				{"oc whoami", Reads}, {"oc whoami -t", Unclear},
			},
		},
		{
			prog: progs, sub: "auth can-i", flags: "--list -q --quiet --as= --as-group= --no-headers=? --subresource= -A --all-namespaces",
			try: []try{
				{"kubectl auth can-i get pods --as=bob", Reads}, {"kubectl get pods --as=bob", Unclear},
			},
		},
		{
			prog: progs, sub: "kustomize", flags: "--load-restrictor= --reorder= --as-current-user", changes: "-o= --output=",
			check: checkKustomize,
			try: []try{
				{"kubectl kustomize overlays/prod", Reads}, {"kubectl kustomize . -o f", Changes},
				{"kubectl kustomize https://x.example/a", Unclear}, {"kubectl kustomize . --enable-helm", Unclear},
			},
		},
		{
			prog: "kustomize", sub: "build", flags: "--load-restrictor= --reorder= -h", changes: "-o= --output=",
			check: checkKustomize,
			try: []try{
				{"kustomize build overlays/prod", Reads}, {"kustomize build --enable-exec .", Unclear},
			},
		},
		{prog: "kustomize", sub: "version|cfg tree|cfg cat", try: []try{{"kustomize version", Reads}}},
		{
			prog: "kustomize", sub: "edit|create|localize|edit set|edit add|edit set image|edit add resource", level: Changes,
			why: "changes manifests", flags: "*",
			try: []try{{"kustomize edit", Changes}},
		},
		{
			prog: progs, sub: "config view", flags: "-o= --output= --minify=? --flatten=?", unclear: "--raw=?",
			check: checkKubeView,
			try: []try{
				{"kubectl config view", Reads}, {"kubectl config view --raw", Unclear},
			},
		},
		{prog: progs, sub: "cluster-info dump", unclear: "--output-directory=", flags: "-o= -A --namespaces= --all-namespaces", try: []try{{"kubectl cluster-info dump --output-directory=d", Unclear}}},
		{
			prog: progs, sub: "create token|create secret|create sa-token", level: Unclear,
			why: "makes or prints a secret", marks: []Reason{Secret}, flags: "*",
			try: []try{{"kubectl create token x", Unclear}},
		},
		{
			prog: progs,
			sub: "apply|create|run|expose|patch|replace|edit|label|annotate|set|scale|autoscale|rollout restart|rollout pause|" +
				"rollout resume|rollout undo|cordon|uncordon|taint|cp|port-forward|proxy|config use-context|config set-context|" +
				"config set-cluster|config set-credentials|config set|config rename-context|apply set-last-applied|" +
				"apply edit-last-applied|set image|set env|set resources|new-app|start-build|rollout latest|adm|certificate|" +
				"attach|new-project",
			flags: "* -f= -k= -n= -o= --filename= --kustomize= --replicas= --image= --output= --namespace= --dry-run=?",
			open:  true, unclear: "--edit", danger: "--prune --force --grace-period= --privileged --overrides=",
			harm: []Reason{Destroys, Privilege}, check: checkKubeChange,
			try: []try{
				{"kubectl apply -f a.yml", Changes}, {"kubectl apply -f a.yml --dry-run=client", Reads},
				{"kubectl apply -f https://x.example/a.yml", Danger}, {"kubectl scale deploy web --replicas=0", Danger},
				{"kubectl scale deploy web --replicas=3", Changes}, {"kubectl edit deploy web", Unclear},
				{"kubectl set image deploy/web web=x", Changes},
			},
		},
		{
			prog: progs,
			sub: "create clusterrolebinding|create rolebinding|create clusterrole|create role|create serviceaccount|" +
				"auth reconcile|certificate approve|certificate deny|adm policy|policy|debug|set subject|set serviceaccount|" +
				"impersonate|create sa",
			level: Danger, why: "takes or gives power in the cluster", marks: []Reason{Privilege}, flags: "*",
			try: []try{
				{"kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=bob", Danger},
			},
		},
		{
			prog: progs, sub: "krew install|krew upgrade|krew update|plugin install", level: Danger,
			why: "brings in foreign code", marks: []Reason{RemoteCode}, flags: "*",
			try: []try{{"kubectl krew install x", Danger}},
		},
		{
			prog: progs,
			sub: "delete|drain|config delete-context|config delete-cluster|config delete-user|config unset|adm drain|adm prune|" +
				"uncreate",
			flags: "* --dry-run=?", inert: true, check: checkKubeDelete,
			try: []try{
				{"kubectl delete ns prod", Danger}, {"kubectl drain node1", Danger},
				{"kubectl delete ns prod --dry-run=none", Danger},
			},
		},
		{
			prog: progs, sub: "exec|rsh", flags: "-i -t -q -c= --stdin --tty --container= --quiet --pod-running-timeout=",
			style: gnu, check: checkKubeExec,
			try: []try{
				{"kubectl exec web-0 -- ls /", Reads}, {"kubectl exec -it web-0 -- sh", Danger},
				{"kubectl exec web-0 -n prod -c app -- cat /etc/hosts", Reads}, {"kubectl exec web-0 -- env", Unclear},
			},
		},
		{prog: "kubectx|kubens", most: -1, flags: "-c", try: []try{{"kubens", Reads}, {"kubens prod", Unclear}}},
		{prog: "stern|kubetail|kail", marks: net, flags: "-n= -A --tail= --since= -s= -c= -l= -t -o= --context= --namespace= --exclude= -e= -i= --include= --all-namespaces --color= --no-follow", try: []try{{"stern web", Reads}}},
		{
			prog:  "minikube|kind|k3d|microk8s|k3s",
			sub:   "status|version|ip|profile list|get clusters|get nodes|cluster list|node list|addons list|logs|inspect",
			flags: "-p= --name= -A -o=",
			try:   []try{{"minikube status", Reads}},
		},
		{
			prog: "minikube|kind|k3d|eksctl|kops",
			sub:  "delete|stop|delete cluster|cluster delete|cluster stop|delete nodegroup", level: Danger,
			why: "destroys a cluster", flags: "*",
			try: []try{{"minikube delete", Danger}},
		},
		{
			prog: "minikube|kind|k3d|eksctl|kops",
			sub:  "start|create|create cluster|cluster create|cluster start|scale|upgrade|load|image", level: Changes,
			why: "changes a cluster", flags: "*",
			try: []try{{"minikube start", Changes}},
		},
		{
			prog: "eksctl|kops", sub: "get|get cluster|get clusters|get nodegroup|version|validate|validate cluster",
			marks: net, flags: "--name= --region= --cluster= --state= -o= --output=",
			try: []try{{"eksctl get", Reads}},
		},
		{prog: "kubeadm", sub: "reset", level: Danger, why: "takes a node apart", flags: "*", try: []try{{"kubeadm reset", Danger}}},
		{
			prog: "kubeadm", sub: "token create|token list|init|certs renew|join|upgrade apply", level: Danger,
			why: "gives access to the cluster", marks: []Reason{Privilege, Secret}, flags: "*",
			try: []try{{"kubeadm token create", Danger}},
		},
		{
			prog: "etcdctl", style: gnu, check: checkEtcd,
			flags: "* --endpoints= --cacert= --cert= --key= --write-out= -w= --dial-timeout= --command-timeout= --limit= --sort-by= " +
				"--order= --rev= --consistency= --cluster --prefix --keys-only --count-only --from-key",
			unclear: "--user= --password= --discovery-srv= --debug",
			try: []try{
				{"etcdctl endpoint health", Reads}, {"etcdctl get /app/flag", Reads}, {"etcdctl get /registry --prefix --keys-only", Reads},
				{"etcdctl put /a b", Changes}, {"etcdctl get /registry/secrets/a", Unclear}, {"etcdctl del '' --prefix", Danger}, {"etcdctl get / --prefix", Unclear},
			},
		},
	}
}

// helmRules are helm and the tools that deliver to clusters.
func helmRules() []rule {
	net := []Reason{Network}
	const progs = "helm|helm3"
	return []rule{
		{
			prog: progs, anywhere: true, flags: "-n= --namespace= --kube-context= --debug",
			unclear: "--kubeconfig= --kube-apiserver= --kube-token= --kube-as-user= --kube-as-group= --registry-config= " +
				"--repository-config= --repository-cache= --kube-insecure-skip-tls-verify",
			marks: net,
			try: []try{
				{"helm --kubeconfig x list", Unclear},
			},
		},
		{
			prog: progs,
			sub: "list|ls|status|history|get notes|get metadata|show chart|" +
				"show values|show readme|show all|show crds|search repo|search hub|repo list|version|env|lint|verify|" +
				"dependency list|plugin list|inspect|template",
			flags: "-a -A -q -o= -f= -l -d -s= --all --all-namespaces --output= --revision= --short --max= --filter= --values= " +
				"--set= --set-string= --version= --strict --show-only= --include-crds --versions --name-template= " +
				"--skip-tests --validate --is-upgrade --api-versions= --kube-version= --no-hooks --show-resources --show-desc " +
				"--deployed --failed --pending --superseded --date --reverse --selector= --devel --create-namespace " +
				"--template= --release-name",
			changes: "--output-dir= --dependency-update", unclear: "--post-renderer= --post-renderer-args= --set-file= --repo=", check: checkChartRead,
			try: []try{
				{"helm status web", Reads}, {"helm template ./chart", Reads},
				{"helm template oci://x/y", Unclear}, {"helm template ./chart --post-renderer ./x", Unclear}, {"helm template ./c --output-dir x", Changes},
			},
		},
		{
			prog: progs, sub: "get values|get all|get manifest|get hooks", level: Unclear,
			why: "prints what was set, passwords among it", marks: []Reason{Secret, Network}, flags: "*",
			try: []try{
				{"helm get values web", Unclear}, {"helm get notes web", Reads},
			},
		},
		{
			prog: progs,
			sub: "install|upgrade|rollback|repo add|repo update|dependency update|dependency build|dep up|package|create|pull|" +
				"fetch|test|registry login|plugin install|plugin update",
			level: Changes, why: "changes the cluster or the charts", flags: "*",
			unclear: "--post-renderer= --post-renderer-args=", danger: "--force --cleanup-on-fail --reset-values --repo=",
			check: checkChartInstall,
			try: []try{
				{"helm upgrade --install web ./chart", Changes}, {"helm install x oci://x.example/c", Danger},
				{"helm plugin install https://x", Danger},
			},
		},
		{
			prog: progs, sub: "uninstall|delete|del|un|repo remove|plugin uninstall", flags: "*",
			check: destroysUnless("--dry-run"),
			try: []try{
				{"helm uninstall web", Danger},
			},
		},
		{prog: progs, sub: "push", level: Changes, why: "sends to a registry", flags: "*", marks: []Reason{Network, Exfiltrates}, try: []try{{"helm push c.tgz oci://r", Changes}}},
		{
			prog: "argocd|flux",
			sub: "app list|app get|app diff|app history|app logs|app manifests|app resources|cluster list|repo list|proj list|" +
				"version|get all|get kustomizations|get helmreleases|get sources|check|logs|events|tree",
			marks: net,
			flags: "-o= -n= -A --output= --namespace= --all-namespaces --follow --tail= --refresh --grpc-web",
			try: []try{
				{"argocd app list", Reads},
			},
		},
		{
			prog: "argocd|flux", sub: "app sync|app set|app create|app rollback|reconcile|suspend|resume|create",
			level: Changes, why: "changes what is deployed", flags: "*", danger: "--prune --force",
			try: []try{{"argocd app sync", Changes}},
		},
		{
			prog: "argocd|flux", sub: "app delete|delete|uninstall|app terminate-op|cluster rm|repo rm|proj delete",
			level: Danger, why: "removes what is deployed", flags: "*",
			try: []try{{"argocd app delete", Danger}},
		},
	}
}
