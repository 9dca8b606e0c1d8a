-- open --
-- Keep a token until it expires
call open_sign_in(%(digest)s, %(token)s, %(expires_at)s)

-- token --
-- The token behind a digest, while it lasts
select sign_in_token(%(digest)s) as token

-- close --
-- End a sign-in
call close_sign_in(%(digest)s)
