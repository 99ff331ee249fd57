package risk

// containerRules are docker, podman and nerdctl.
func containerRules() []rule {
	const progs = "docker|podman|nerdctl"
	net := []Reason{Network}
	return []rule{
		{
			prog: progs, flags: "-D -l= --debug --log-level=",
			unclear: "-H= --host= -c= --context= --config= --tls --tlscacert= --tlscert= --tlskey= --url= --remote --connection= " +
				"--root= --namespace=",
			try: []try{
				{"docker -H tcp://203.0.113.1 ps", Unclear}, {"docker frob", Unclear},
			},
		},
		{
			prog: progs,
			sub: "ps|images|logs|stats|version|info|port|diff|history|events|container ls|container ps|container list|" +
				"container logs|container stats|container port|container diff|image ls|image list|image history|" +
				"network ls|network list|volume ls|volume list|system df|system info|system events|context ls|context show|" +
				"manifest inspect|buildx ls|buildx du|buildx version|service ls|service ps|service logs|node ls|node ps|" +
				"stack ls|stack ps|stack services|plugin ls|scout quickview|pod ps|pod ls|machine ls|machine list|builder du|" +
				"secret ls|config ls",
			flags: "-a -q -n= -l -s -f -t -v --all --quiet --no-trunc --filter= --format= --size --last= --latest --no-stream " +
				"--tail= --since= --until= --timestamps --follow --details --human --digests --verbose --noheading --sort= " +
				"--watch --no-resolve --names --pod -p --ns --tree --platform= --raw",
			try: []try{
				{"docker ps -a --format '{{.Names}}'", Reads}, {"docker logs -f --tail 100 web", Reads},
				{"docker stats --no-stream", Reads}, {"docker ps -H tcp://x", Unclear},
			},
		},
		{
			prog: progs, sub: "top|container top", style: ends, check: checkDockerTop,
			try: []try{
				{"docker top web -eo pid,comm", Reads}, {"docker top web e", Unclear},
			},
		},
		{
			prog: progs,
			sub: "inspect|container inspect|image inspect|network inspect|volume inspect|context inspect|service inspect|" +
				"node inspect|plugin inspect|pod inspect|machine inspect|buildx inspect",
			flags: "-f= -s -t= --format= --size --type= --pretty", check: checkInspect,
			try: []try{
				{"docker inspect web", Reads}, {"docker inspect web --format '{{.Config.Env}}'", Unclear},
				{"docker inspect -H tcp://203.0.113.1 web", Unclear},
			},
		},
		{
			prog: progs, sub: "secret inspect|config inspect|swarm join-token|swarm unlock-key", level: Unclear,
			why: "prints secrets", marks: []Reason{Secret}, flags: "*",
			try: []try{{"docker swarm join-token worker", Unclear}},
		},
		{prog: progs, sub: "search|manifest inspect", marks: net, flags: "--limit= --filter= --no-trunc --format= -v", try: []try{{"docker manifest inspect alpine", Reads}}},
		{
			prog: progs,
			sub: "build|buildx build|image build|builder build|pull|image pull|start|restart|create|tag|image tag|commit|pause|" +
				"unpause|rename|update|load|import|cp|save|export|image load|image save|image import|container start|" +
				"container restart|container create|container commit|container cp|container rename|container update|" +
				"container export|container pause|container unpause|network create|network connect|volume create|wait|attach|" +
				"buildx create|buildx use|context create|context use|swarm init|swarm join|swarm update|service create|" +
				"service update|service scale|stack deploy|node update|node promote|node demote|secret create|config create|" +
				"buildx bake|machine start|machine init|generate systemd|play kube",
			level: Changes, why: "changes containers or images",
			flags: "* -t= -f= -p= -v= -e= --name= --build-arg= --secret= --volume= --mount=", check: checkDockerPower,
			try: []try{
				{"docker build -t app .", Changes}, {"docker create --privileged x", Danger},
			},
		},
		{
			prog: progs, sub: "push|image push|login|manifest push", level: Changes, why: "sends to a registry",
			marks: []Reason{Network, Exfiltrates}, flags: "*",
			try: []try{{"docker push x/y", Changes}},
		},
		{
			prog: progs, sub: "run|container run", style: ends, level: Changes, why: "starts a container",
			check: checkDockerRun,
			flags: "-d -i -t -q -P --rm --detach --interactive --tty --init --read-only --no-healthcheck -a= -c= -e= -h= -l= -m= " +
				"-p= -u= -v= -w= --attach= --env= --env-file= --name= --hostname= --label= --memory= --cpus= --publish= " +
				"--publish-all --user= --volume= --mount= --workdir= --network= --net= --entrypoint= --restart= --platform= " +
				"--pull= --gpus= --shm-size= --tmpfs= --ulimit= --add-host= --dns= --expose= --link= --log-driver= --log-opt= " +
				"--stop-signal= --cpuset-cpus= --memory-swap= --pids-limit= --health-cmd= --volumes-from= --ip= " +
				"--oom-score-adj= --group-add= --cidfile= --quiet --sig-proxy=? --network-alias= --runtime= --isolation= " +
				"--no-trunc --replace --pod=",
			danger: "--privileged=? --pid= --cap-add= --security-opt= --device= --ipc= --uts= --userns= --cgroupns= " +
				"--device-cgroup-rule= --cgroup-parent=",
			harm: []Reason{Privilege},
			try: []try{
				{"docker run --rm alpine true", Changes}, {"docker run --rm -it x.example/img", Danger},
				{"docker run -v /:/host --privileged alpine chroot /host", Danger},
				{"docker run -v /var/run/docker.sock:/x alpine", Danger}, {"docker run -v $PWD:/w alpine rm -rf /w", Danger},
			},
		},
		{
			prog: progs, sub: "exec|container exec", style: ends, check: checkExec,
			flags:  "-i -t -u= -w= -e= --interactive --tty --user= --workdir= --env= --env-file= --detach-keys=",
			danger: "--privileged", harm: []Reason{Privilege},
			try: []try{
				{"docker exec web cat /etc/nginx/nginx.conf", Reads}, {"docker exec web nginx -s reload", Changes},
				{"docker exec -it web sh", Danger}, {"docker exec db rm -rf /var/lib", Danger}, {"docker exec web frob", Unclear},
			},
		},
		{
			prog: progs,
			sub: "rm|rmi|kill|stop|container rm|container kill|container stop|container remove|container prune|image rm|" +
				"image prune|image remove|network rm|network remove|network prune|network disconnect|volume rm|volume remove|" +
				"volume prune|system prune|system reset|builder prune|buildx prune|buildx rm|context rm|service rm|" +
				"service rollback|stack rm|stack down|node rm|secret rm|config rm|swarm leave|logout|plugin rm|plugin disable|" +
				"plugin install|pod rm|pod stop|pod kill|machine rm|machine stop|trust revoke",
			level: Danger, why: "removes or stops", marks: []Reason{Destroys}, flags: "*", inert: true,
			try: []try{
				{"docker system prune -af --volumes", Danger}, {"docker volume rm pgdata", Danger}, {"docker rm -f web", Danger},
			},
		},
		{prog: "dockerd|containerd|runc|ctr|crictl", level: Unclear, why: "works on containers below docker", flags: "* -n= --namespace=", anywhere: false, try: []try{{"dockerd", Unclear}}},
		{
			prog: "ctr", flags: "-n= --namespace=", level: Unclear, why: "works on containers below docker",
			unclear: "-a= --address=",
			try:     []try{{"ctr", Unclear}},
		},
		{
			prog: "ctr", flags: "-q", sub: "version|containers ls|containers list|c ls|images ls|images list|i ls|tasks ls|t ls|task ls|namespaces ls|ns ls|snapshots ls|content ls",
			try: []try{
				{"ctr -n k8s.io containers ls", Reads}, {"ctr -a /x containers ls", Unclear},
			},
		},
		{
			prog: "nerdctl", flags: "-n= --namespace=", unclear: "-H= --host= -a= --address= --data-root= --cni-path=",
			try: []try{
				{"nerdctl -n k8s.io ps", Reads}, {"nerdctl -a x ps", Unclear},
			},
		},
		{
			prog: "crictl", sub: "ps|images|pods|logs|inspect|inspectp|inspecti|stats|info|version",
			flags: "-a -q -v -f -p -o= -n= -l= --name= --namespace= --label= --id= --pod= --image= --state= --tail= --since= --latest --no-trunc --output= --quiet --all --follow --timestamps -t --seconds= -s=",
			try:   []try{{"crictl ps", Reads}},
		},
		{prog: "crictl|ctr", sub: "rm|rmi|rmp|stop|stopp|rm|images rm|containers rm", level: Danger, why: "removes or stops", flags: "*", try: []try{{"crictl rm", Danger}}},
		{prog: "skopeo", sub: "inspect|list-tags", marks: net, flags: "--raw --config --format= -f=", try: []try{{"skopeo inspect", Reads}}},
	}
}

// composeRules are docker compose and its kin.
func composeRules() []rule {
	const progs = "docker-compose|podman-compose|docker compose|podman compose"
	return []rule{
		{
			prog: progs,
			flags: "-f= -p= --file= --project-name= --profile= --env-file= --project-directory= --ansi= --progress= " +
				"--all-resources --compatibility --parallel= --dry-run",
			anywhere: false,
			try: []try{
				{"docker compose -f a.yml ps", Reads},
			},
		},
		{
			prog: progs, sub: "ps|logs|config|convert|images|top|ls|version|port|events|stats|volumes",
			flags: "-a -q -f -t -n= --all --quiet --services --volumes --images --profiles --hash= --format= --filter= --status= " +
				"--tail= --since= --until= --timestamps --follow --no-color --no-log-prefix --no-interpolate --no-normalize " +
				"--resolve-image-digests --orphans --json --index= --protocol= --no-trunc --no-stream",
			changes: "-o= --output=", check: checkComposeRead,
			try: []try{
				{"docker compose -f oci://x.example/a config", Unclear}, {"docker compose ps", Reads}, {"docker compose config", Reads}, {"docker compose logs -f web", Reads},
				{"docker compose config -o x", Changes},
			},
		},
		{
			prog:  progs,
			sub:   "up|start|restart|build|pull|create|pause|unpause|cp|scale|watch|attach|wait|commit|export",
			level: Changes, why: "changes containers", flags: "*", danger: "--renew-anon-volumes -V --remove-orphans",
			try: []try{
				{"docker compose up -d", Changes},
			},
		},
		{prog: progs, sub: "push|publish", level: Changes, why: "sends to a registry", marks: []Reason{Network, Exfiltrates}, flags: "*", try: []try{{"docker compose push", Changes}}},
		{
			prog: progs, sub: "run", level: Changes, why: "starts a container", style: ends,
			flags:  "* -e= -v= -u= -w= -p= --name= --entrypoint= --env= --volume= --user= --workdir= --publish= -l= --label=",
			danger: "--privileged --cap-add=", harm: []Reason{Privilege}, check: checkComposeRun,
			try: []try{
				{"docker compose run --rm web sh", Danger}, {"docker compose run web frob", Unclear},
			},
		},
		{
			prog: progs, sub: "exec", style: ends, check: checkExec,
			flags:  "-i -t -T -u= -w= -e= --interactive --tty --no-tty --no-TTY --user= --workdir= --env= --index=",
			danger: "--privileged", harm: []Reason{Privilege},
			try: []try{
				{"docker compose exec web ls", Reads}, {"docker compose exec web bash", Danger},
			},
		},
		{
			prog: progs, sub: "down|rm|kill|stop", level: Danger, why: "stops and removes", marks: []Reason{Destroys},
			flags: "*",
			try: []try{
				{"docker compose down -v", Danger},
			},
		},
	}
}
