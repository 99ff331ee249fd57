package infra

import "nod/gate/risk"

// clusterRules is what objects mean to a cluster.
func clusterRules() []rule {
	power, secret := []risk.Reason{risk.Privilege}, []risk.Reason{risk.Secret}
	roles := "Role|ClusterRole"
	return []rule{
		{
			at: "Secret data|stringData *", do: secretData, level: risk.Unclear, why: secret,
			try: try{"kind: Secret\nstringData: {password: hunter2x}", "kind: SealedSecret\nspec: {encryptedData: {password: AgBy3i4OJSWK}}"},
		},
		{
			at: "ConfigMap data *", do: mapData, level: risk.Danger, why: secret,
			try: try{"kind: ConfigMap\ndata: {DB_PASSWORD: hunter2x}", "kind: ConfigMap\ndata: {LOG_LEVEL: info}"},
		},
		{
			at: "ClusterRoleBinding|RoleBinding roleRef name", is: "cluster-admin|system:masters", level: risk.Danger, why: power,
			note: "gives all power over the cluster",
			try:  try{"kind: ClusterRoleBinding\nroleRef: {kind: ClusterRole, name: cluster-admin}", "kind: ClusterRoleBinding\nroleRef: {kind: ClusterRole, name: view}"},
		},
		{
			at: "ClusterRoleBinding|RoleBinding roleRef name", is: "admin|edit", level: risk.Unclear, why: power,
			note: "gives the wide role %s",
			try:  try{"kind: RoleBinding\nroleRef: {kind: ClusterRole, name: edit}", "kind: RoleBinding\nroleRef: {kind: Role, name: reader}"},
		},
		{
			at: "ClusterRoleBinding|RoleBinding subjects name", is: "system:(anonymous|unauthenticated|authenticated|serviceaccounts|masters)", level: risk.Danger, why: power,
			note: "gives power to everybody: %s",
			try:  try{"kind: RoleBinding\nsubjects: [{kind: Group, name: 'system:unauthenticated'}]", "kind: RoleBinding\nsubjects: [{kind: ServiceAccount, name: app}]"},
		},
		{
			at: roles + " rules verbs|resources|nonResourceURLs", is: `\*|\*/\*`, level: risk.Danger, why: power,
			note: "gives power over everything of a kind",
			try:  try{"kind: ClusterRole\nrules: [{apiGroups: [''], resources: [pods], verbs: ['*']}]", "kind: ClusterRole\nrules: [{apiGroups: [''], resources: [pods], verbs: [get]}]"},
		},
		{
			at: roles + " rules verbs", is: "escalate|bind|impersonate", level: risk.Danger, why: power,
			note: "lets its holder take more power: %s",
			try:  try{"kind: Role\nrules: [{resources: [roles], verbs: [bind]}]", "kind: Role\nrules: [{resources: [roles], verbs: [list]}]"},
		},
		{
			at: roles + " rules resources", is: "secrets", level: risk.Unclear, why: secret,
			note: "gives access to secrets",
			try:  try{"kind: Role\nrules: [{resources: [secrets], verbs: [get]}]", "kind: Role\nrules: [{resources: [configmaps], verbs: [get]}]"},
		},
		{
			at: roles + " rules resources", is: "pods/(exec|attach|ephemeralcontainers)|nodes/proxy|serviceaccounts/token|certificatesigningrequests/approval", level: risk.Unclear, why: power,
			note: "gives a way to more power: %s",
			try:  try{"kind: Role\nrules: [{resources: [pods/exec], verbs: [create]}]", "kind: Role\nrules: [{resources: [pods/log], verbs: [get]}]"},
		},
		{
			at: "MutatingWebhookConfiguration|ValidatingWebhookConfiguration|MutatingAdmissionPolicy|APIService", when: group, level: risk.Unclear, why: power,
			note: "sees or changes what others send to the cluster",
			try:  try{"kind: MutatingWebhookConfiguration\nwebhooks: []", "kind: PodDisruptionBudget\nspec: {}"},
		},
		{
			at: "* metadata labels pod-security.kubernetes.io/enforce", is: "privileged", level: risk.Unclear, why: power,
			note: "lets every pod take power over its node",
			try:  try{"kind: Namespace\nmetadata: {labels: {pod-security.kubernetes.io/enforce: privileged}}", "kind: Namespace\nmetadata: {labels: {pod-security.kubernetes.io/enforce: restricted}}"},
		},
		{
			at: "** metadata annotations *", is: "unconfined", level: risk.Unclear, why: power,
			note: "takes a protection away",
			try:  try{"kind: Pod\nmetadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}", "kind: Pod\nmetadata: {annotations: {a: b}}"},
		},
		{
			at: "* metadata namespace", is: "kube-system|kube-public",
			note: "stands in a namespace of the cluster itself",
			try:  try{"kind: ConfigMap\nmetadata: {namespace: kube-system}", "kind: ConfigMap\nmetadata: {namespace: shop}"},
		},
		{
			at: "Service spec type", is: "LoadBalancer|NodePort",
			note: "can be reached from outside the cluster",
			try:  try{"kind: Service\nspec: {type: LoadBalancer}", "kind: Service\nspec: {type: ClusterIP}"},
		},
		{
			at: "Service spec externalIPs", when: site.scalar, level: risk.Unclear, why: []risk.Reason{risk.Privilege, risk.Network},
			note: "takes the traffic to an address: %s",
			try:  try{"kind: Service\nspec: {externalIPs: [192.0.2.7]}", "kind: Service\nspec: {clusterIP: None}"},
		},
		{
			at: "CustomResourceDefinition", when: group,
			note: "adds a kind of object to the cluster",
			try:  try{"kind: CustomResourceDefinition\nspec: {}", "kind: ConfigMap"},
		},
		{
			at: "DaemonSet", when: group,
			note: "runs on every node",
			try:  try{"kind: DaemonSet\nspec: {}", "kind: Deployment\nspec: {}"},
		},
		{
			at: "PersistentVolume spec persistentVolumeReclaimPolicy", is: "delete",
			note: "the data goes when the claim goes",
			try:  try{"kind: PersistentVolume\nspec: {persistentVolumeReclaimPolicy: Delete}", "kind: PersistentVolume\nspec: {persistentVolumeReclaimPolicy: Retain}"},
		},
		{
			at: "Kustomization resources|bases|components|crds", when: elsewhere, level: risk.Unclear, why: []risk.Reason{risk.RemoteCode, risk.Network},
			note: "takes a part from elsewhere: %s",
			try:  try{"kind: Kustomization\nresources: ['https://a.example/b.yaml']", "kind: Kustomization\nresources: [b.yaml]"},
		},
		{
			at: "Kustomization secretGenerator literals", do: func(j *judge, s site) { environment(j, s) }, level: risk.Danger, why: secret,
			try: try{"kind: Kustomization\nsecretGenerator: [{name: a, literals: [password=hunter2x]}]", "kind: Kustomization\nsecretGenerator: [{name: a, envs: [a.env]}]"},
		},
		{
			at: "Kustomization generators|transformers|validators|helmCharts", when: func(s site) bool { return !s.scalar() }, level: risk.Unclear, why: []risk.Reason{risk.RemoteCode},
			note: "runs a program or a chart while it is built",
			try:  try{"kind: Kustomization\nhelmCharts: [{name: a, repo: 'https://a.example'}]", "kind: Kustomization\nimages: [{name: a, newTag: '1'}]"},
		},
	}
}
