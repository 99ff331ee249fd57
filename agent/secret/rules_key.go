package secret

// keyRules are private keys, seeds and hashes of passwords.
func keyRules() []rule {
	return []rule{
		{kind: "private-key", near: "private key", how: armored,
			yes: []string{
				"«-----BEGIN RSA PRIVATE· KEY-----\nMIIEowIBAAKCAQEAx7Kq2mPzLtVwRb9NYc3Hd4Jf6Gs0AeUiOqXcBkZnM1TpWyDv\nQ8rSuE5g\n-----END RSA PRIVATE· KEY-----»\n",
				`"private_key": "«-----BEGIN PRIVATE· KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nq2mPzLtV\n-----END PRIVATE· KEY-----»\n",`,
				"«-----BEGIN OPENSSH PRIVATE· KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt»\n$ ls -l\n",
				"$ tail -2 k.pem\n«Q8rSuE5gMIIEowIBAAKCAQEAx7Kq2mPzLtVwRb9NYc3Hd4\n-----END PRIVATE· KEY-----»\n",
				"«-----BEGIN PGP PRIVATE· KEY BLOCK-----\n\nlQVYBGVx7Kq2mPzLtVwRb9NYc3Hd4Jf6Gs0\n=aB3d\n-----END PGP PRIVATE· KEY BLOCK-----»",
			},
			no: []string{"load the private key first", "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG\n-----END CERTIFICATE-----\n"}},
		{kind: "age-key", near: "age-secret-key-1", pattern: `AGE-SECRET-KEY-1[0-9A-Za-z]{30,}`, yes: []string{"«AGE·-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQQPZRY9X8GF2TVDW0S3»\n"}, no: []string{"# public key: age1qqpzry9x8gf2tvdw0s3jn54khce6mua7l"}},
		{kind: "putty-key", near: "private-lines:|private-mac:", how: lines, pattern: `Private-Lines: \d+\s+((?:[A-Za-z0-9+/=]+\s*?\r?\n?)+)\r?\n|Private-MAC: ([0-9a-f]{32,})`,
			yes: []string{"Private-Lines: 2\n«AAAAgQDx7Kq2mPzLtVwRb9NYc3Hd4Jf6Gs0\nAeUiOqXcBkZnM1Tp»\nPrivate-MAC: «5d672d79c15b13162d9279b0855cfba6789a8edb»\n"}, no: []string{"Public-Lines: 2\nAAAAB3NzaC1yc2E\n"}},
		{kind: "wireguard-key", near: "privatekey|presharedkey|private key|preshared key", pattern: `(?i)(?:private|preshared) ?key\s*[=:]\s*([A-Za-z0-9+/]{42,43}=)`,
			yes: []string{"PrivateKey = «yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=»\n"}, no: []string{"PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="}},
		{kind: "otp-seed", near: "otpauth|totp|otp_s|google-auth", pattern: `(?i)otpauth://\S*?[?&]secret=([A-Z2-7]{10,}=*)|(?:totp|otp|google-auth)[\w -]{0,20}[=:]\s*"?([A-Z2-7]{16,}=*)\b`,
			yes: []string{"otpauth://totp/x:me?secret=«JBSWY3DPEHPK3PXP»&issuer=x", "TOTP_SEED=«JBSWY3DPEHPK3PXPJBSWY3DP»"}, no: []string{"totp: enabled"}},
		{kind: "password-hash", near: "$1$|$2a$|$2b$|$2x$|$2y$|$5$|$6$|$y$|$7$|$gy$|$apr1$|$argon2|$scrypt|$pbkdf2|{ssha|{sha|{pbkdf2|{crypt", pattern: `\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*)\$[./A-Za-z0-9$=,+-]{16,}|\{(?:S?SHA(?:256|512)?|PBKDF2\S*?|CRYPT)\}[A-Za-z0-9+/=$.]{20,}`,
			yes: []string{"root:«$·6$Qw8eRtYu$IoPaSdFgHjKlZxCvBnMQwErTyUiOpAsDfGhJkLzXcVbNm1234567890»:19800:0:99999:7:::", "admin:«$ap·r1$x7Kq2mPz$LtVwRb9NYc3Hd4Jf6Gs0A.»", "userPassword: «{SS·HA}x7Kq2mPzLtVwRb9NYc3Hd4Jf6Gs0AeUi»"},
			no:  []string{"awk '{print $1$2}'", "daemon:*:19800:0:99999:7:::", "{SHA}"}},
		{kind: "ansible-vault", near: "$ansible_vault;", how: lines, pattern: `\$ANSIBLE_VAULT;[^\n]*(?:\n[ \t]*[0-9a-f]{6,}\r?)+`,
			yes: []string{"pw: !vault |\n  «$ANSIBLE·_VAULT;1.1;AES256\n  62313365396662343061393464336163383764373764613633653634306231386433626436623361\n  6134333665353966363534333632666535333761666131620a»\nuser: x\n"}, no: []string{"files that begin with $ANSIBLE_VAULT; are encrypted"}},
		{kind: "client-key", near: "client-key-data", pattern: `client-key-data["']?:\s*["']?([A-Za-z0-9+/=]{16,})`, yes: []string{"    client-key-data: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo=»\n"}, no: []string{"client-key-data: DATA+OMITTED", "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg=="}},
	}
}
