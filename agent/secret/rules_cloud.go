package secret

// cloudRules are the credentials of clouds.
func cloudRules() []rule {
	return []rule{
		{kind: "aws-access-key", near: "akia|asia", pattern: `\b(?:AKIA|ASIA)[A-Z2-7]{16}\b`,
			yes: []string{"aws_access_key_id = «AK·IAQ3EGRIT7XW2LMNOP»", "assumed «AS·IAZ5KLMN2PQR4STUV7» for an hour"}, no: []string{"region Asia Pacific", "AKIA"}},
		{kind: "aws-secret-key", near: "secret", pattern: `(?i)secret[\w. -]{0,20}["']?\s*(?:[=:]|=>|is)?\s*["']?([A-Za-z0-9+/]{40})(?:[^A-Za-z0-9+/=]|$)`, fits: mixed,
			yes: []string{"aws_secret_access_key = «wJa·lrXUtnFEMI/K7MDENG/bPxRfiCYzq3Lk8sT1v»", `"SecretAccessKey": "«Qk9·Zp3Lm7Xv1Rt5Yb2Nc8Wd4Hf6Js0Ga+e/TuIoP»"`},
			no:  []string{"secret 3f786850e387550fdab836ed7e6dc881de23001b changed to 3f786850e387550fdab836ed7e6dc881de23001b."}},
		{kind: "aws-secret-key", near: "akia|asia", pattern: `(?:AKIA|ASIA)[A-Z2-7]{16}["']?[\s,:;|]+["']?([A-Za-z0-9+/]{40})(?:[^A-Za-z0-9+/=]|$)`, fits: mixed,
			yes: []string{"bob,«AK·IAQ3EGRIT7XW2LMNOP»,«Qk9·Zp3Lm7Xv1Rt5Yb2Nc8Wd4Hf6Js0Ga+e/TuIoP»"}, no: []string{"AKIA, 3f786850e387550fdab836ed7e6dc881de23001b"}},
		{kind: "aws-session-token", near: "security-token|sessiontoken|session_token", pattern: `(?i)(?:security-token|session_?token)["']?\s*[=:]\s*["']?([A-Za-z0-9+/=%]{60,})`,
			yes: []string{"?X-Amz-Security-Token=«IQoJb3JpZ2luX2VjEHMaCXVzLWVhc3QtMSJIMEYCIQDx7pZ0vYqLkT3mWcNbRsAiEA9fGh2Jk4»&X-Amz-Date=1"}, no: []string{"session_token: none"}},
		{kind: "gcp-api-key", near: "aiza", pattern: `\bAIza[\w-]{35}`, yes: []string{"maps?key=«AI·zaSyD3kQ9vLmPx7RtYb2NcWd4Hf6Js0GaEuIo»&q=1"}, no: []string{"AIza"}},
		{kind: "gcp-token", near: "ya29.|gocspx-|1//0", pattern: `\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}|\b1//0[\w-]{40,}`,
			yes: []string{"access: «ya·29.a0AfB_byC7xQ2mKp9LzRtVwYb3Nc8Hd», «GOC·SPX-q7ZrT2nW5kY1bX7cV4mL9pH3dJs0»"}, no: []string{"ya29. begins such tokens"}},
		{kind: "gcp-key-id", near: "private_key_id", pattern: `private_key_id\\?"\s*:\s*\\?"([0-9a-f]{20,})`, yes: []string{`"private_key_id": "«9f8e7d6c5b4a39281706f5e4d3c2b1a098765432»",`}, no: []string{`"private_key_id": "",`}},
		{kind: "azure-key", near: "accountkey=|sharedaccesskey=|sharedsecret=", pattern: `(?i)(?:AccountKey|SharedAccessKey|SharedSecret)=([A-Za-z0-9+/%]{20,}={0,2})`,
			yes: []string{"DefaultEndpointsProtocol=https;AccountName=x;AccountKey=«Zm9·vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dQ==»;EndpointSuffix=core.windows.net"}, no: []string{"AccountKey=${KEY}", "AccountKey=<key>;"}},
		{kind: "azure-sas", near: "sig=", pattern: `[?&;]sig=([A-Za-z0-9%+/_-]{20,}=*)`, yes: []string{"https://x.blob.core.windows.net/c?sv=2024-01-01&sig=«Qm7xK2pLz9RtVwYb3Nc8Hd4Jf6Gs0AeUiO5%2Fq%3D»&se=1"}, no: []string{"?sig=none"}},
		{kind: "azure-secret", near: "q~", pattern: `\b[\w~.-]{3}\dQ~[\w~.-]{30,}`, yes: []string{"client: «x7K·8Q~pLm2ZtVb9LwYr4Np8HsJd1Gf0AeUiOqXcBk»"}, no: []string{"seq~1"}},
		{kind: "cloud-url-signature", near: "x-amz-signature=|x-goog-signature=", pattern: `(?i)x-(?:amz|goog)-signature=([0-9a-f]{40,})`, yes: []string{"&X-Amz-Signature=«5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7»"}, no: []string{"X-Amz-Signature=..."}},
	}
}
