using OffTrac.Core.Security.Passwords;

namespace OffTrac.Core.Tests.Security.Passwords;

public sealed class PasswordHashTests
{
    private const string Long = "a very long password that is longer than seventy-two bytes, so that bcrypt cuts it here";

    /// <summary>Made by Apache's htpasswd, openssl passwd and libcrypt.</summary>
    public static TheoryData<string, string> Recorded => new()
    {
        { "harbour", "$2y$05$e/hB1Trio.QxCDxfE3dY3uDXMl9jHgCN/NNqCfvoPwILpiHJEgvSW" },
        { "pä ss:w#rd", "$2y$04$jt9aGWpc/msPeXlW7JifmOeYx74uCRmsrSshpqeJ34gAxkZ8HMu4O" },
        { Long, "$2y$04$X9rMGRDxh/saXKO8x.HanOGPpGsAQM3XcAQARVUfqHWGHrUHm/Vfq" },
        { new string('a', 72), "$2b$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe" },
        { "", "$2a$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq" },
        { "harbour", "$apr1$GQ28P4J.$2ZqPbUCSdgXB0rz2NwzUV1" },
        { "pä ss:w#rd", "$apr1$ab$2YxDGB46Gn7lATpwIKvUv1" },
        { "", "$apr1$12345678$sHuPAw7VA9xjRbJz7zKV7/" },
        { "harbour", "{SHA}YWi3kCY+Sqkj7dOAcDXAL7DeMiU=" },
        { "Hello world!", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5" },
        { "Hello world!", "$5$rounds=10000$saltstring$zY4WhW6dya5uGVNotd0y2Lk.E4rItnX94Q0R1OCQl40" },
        { "pä ss:w#rd", "$6$saltstring$KynPYUc6gymExf6Mc9bZ3OQ2PU6mk.ry/x/ib8aZbrnhiuNjSmWJF4b.XlyF.lNHMgy9osus2P47Hf29/UaKJ1" },
        { "Hello world!", "$6$rounds=1400$anotherlongsalts$5FGyu8c4BZDX4wJgs0Un26YOw2XibT5eTkHF1I1aP3QqStoJI9BHD2YPJYsAjEePVGUyBjdZxcNqMWlrrbIOC." },
        { "harbour", "mzJRyuXV25BJE" },
        { "pä ss:w#rd", "./aS4ymAtX6qo" },
        { "harbour", "zZ3oMN30R8lGc" },
        { "", "abmF1QH4PEr.E" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Hashes_of_other_programs_know_their_password_and_no_other(string password, string hash)
    {
        Assert.True(PasswordHash.Verify(password, hash));
        Assert.False(PasswordHash.Verify("x" + password, hash));
        Assert.False(PasswordHash.Verify(password, hash[..^1] + (hash[^1] == 'A' ? 'B' : 'A')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("harbour")]
    [InlineData("$2y$99$e/hB1Trio.QxCDxfE3dY3uDXMl9jHgCN/NNqCfvoPwILpiHJEgvSW")]
    [InlineData("$2y$05$short")]
    [InlineData("$6$rounds=99999999$salt$x")]
    [InlineData("$1$ab$2YxDGB46Gn7lATpwIKvUv1")]
    public void A_malformed_or_unknown_hash_belongs_to_no_password(string hash) => Assert.False(PasswordHash.Verify("harbour", hash));

    [Fact]
    public void A_new_hash_is_bcrypt_with_a_salt_of_its_own()
    {
        var first = PasswordHash.Create("harbour");
        var second = PasswordHash.Create("harbour");

        Assert.StartsWith("$2y$10$", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.True(PasswordHash.Verify("harbour", first));
    }
}
