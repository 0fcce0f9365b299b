using OffTrac.Plugins.Redis.Connections;

namespace OffTrac.Plugins.Redis.Tests.Connections;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("redis://host", "host:6379", "", "", null, false)]
    [InlineData("redis://:pa%20ss@host:7000/2", "host:7000", "", "pa ss", 2, false)]
    [InlineData("rediss://user:p%40ss@[::1]:7000", "[::1]:7000", "user", "p@ss", null, true)]
    [InlineData("redis://host?db=4", "host:6379", "", "", 4, false)]
    public void An_address_of_TCP_is_read(string text, string address, string user, string password, int? database, bool isSecure)
    {
        Assert.Null(RedisUrl.Find(text, out var url));
        Assert.Equal((address, user, password, database, isSecure), (url!.Address.ToString(), url.Username, url.Password, url.Database, url.IsSecure));
    }

    [Fact]
    public void An_address_of_a_socket_is_read()
    {
        Assert.Null(RedisUrl.Find("unix://user:pass@/run/my%20redis.sock?db=1", out var url));
        Assert.Equal(("/run/my redis.sock", "user", "pass", 1), (url!.SocketPath, url.Username, url.Password, url.Database));
    }

    [Theory]
    [InlineData("http://host")]
    [InlineData("redis://")]
    [InlineData("host:6379")]
    [InlineData("redis://user:s3cret@host/database")]
    [InlineData("unix://")]
    public void What_is_no_address_is_refused_without_repeating_it(string text)
    {
        var problem = RedisUrl.Find(text, out _);
        Assert.NotNull(problem);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host", "host:26379")]
    [InlineData("host:1", "host:1")]
    [InlineData("::1", "[::1]:26379")]
    [InlineData("[::1]:7", "[::1]:7")]
    public void Sentinels_are_read(string text, string expected)
    {
        Assert.True(RedisAddress.TryParse(text, RedisAddress.SentinelPort, out var address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:x")]
    [InlineData("a b:1")]
    public void What_is_no_sentinel_is_refused(string text) => Assert.False(RedisAddress.TryParse(text, RedisAddress.SentinelPort, out _));

    [Fact]
    public void Settings_never_show_the_password()
    {
        var settings = new RedisSettings { Address = new RedisAddress("host", 6379), Password = "s3cret" };
        Assert.DoesNotContain("s3cret", settings.ToString(), StringComparison.Ordinal);
    }
}
