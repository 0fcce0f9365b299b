using System.Globalization;
using System.Runtime.CompilerServices;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests.Connections;

/// <summary>Both ways of publishing do the same, against a real server.</summary>
public sealed class PublisherTests
{
    public static TheoryData<PublisherKind> Kinds => [PublisherKind.Library, PublisherKind.Own, PublisherKind.Socket];

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_reaches_its_channel_and_then_its_stream(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind) with { Database = 3 }, kind);
        await Publishers.SendAsync(publisher, Publishers.Message("trac.Ümläut [x]", "{\"a\": 1}", "events"));
        Assert.Equal(new RedisMessageReceived("trac.Ümläut [x]", "{\"a\": 1}"), await subscriber.NextAsync());
        var entry = await server.CliAsync("-n", "3", "--raw", "XRANGE", "events", "-", "+");
        Assert.Equal(
            ["channel", "trac.Ümläut [x]", "event_id", "test-1", "time", "1970-01-01T00:00:00+00:00", "payload", "{\"a\": 1}"],
            entry.TrimEnd('\n').Split('\n')[1..]);
        Assert.Contains("name=offtrac-test", await server.CliAsync("CLIENT", "LIST"), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task What_the_channel_has_is_only_added_to_the_stream(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind), kind);
        await server.CliAsync("SET", "events", "no stream");
        var isPublished = new StrongBox<bool>();
        var message = Publishers.Message("c", "x", "events");
        var refusal = await Assert.ThrowsAsync<RedisException>(() => publisher.SendAsync(message, isPublished, default).AsTask());
        Assert.Equal(RedisFailure.Configuration, refusal.Failure);
        Assert.True(isPublished.Value);
        await server.CliAsync("DEL", "events");
        await publisher.SendAsync(message, isPublished, default);
        Assert.Single(await subscriber.RestAsync(server));
        Assert.Equal("1", (await server.CliAsync("XLEN", "events")).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task Many_messages_at_once_keep_the_order_in_which_they_were_handed_over(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind), kind);
        var sending = Enumerable.Range(0, 5000).Select(i => Publishers.SendAsync(publisher, Publishers.Message("c", $"{i}", i % 2 == 0 ? "s" : null)).AsTask()).ToList();
        await Task.WhenAll(sending);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i}"), (await subscriber.NextAsync(5000)).Select(message => message.Payload));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_stream_stays_about_as_long_as_it_may(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind), kind);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(_ => Publishers.SendAsync(publisher, Publishers.Message("c", "x", "s")).AsTask()));
        Assert.InRange(int.Parse(await server.CliAsync("XLEN", "s"), CultureInfo.InvariantCulture), 1000, 1200);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_goes_away_is_noticed_and_nobody_waits_for_ever(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind), kind);
        await server.KillAsync();
        await publisher.Lost.WaitAsync(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<RedisException>(() => Publishers.SendAsync(publisher, Publishers.Message("c", "x")).AsTask());
        Assert.Equal((RedisFailure.Outage, false), (failure.Failure, failure.IsReply));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_does_not_answer_is_given_up_after_the_time_limit(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind) with { TimeLimit = TimeSpan.FromSeconds(1) }, kind);
        await server.CliAsync("CLIENT", "PAUSE", "60000", "ALL");
        var failure = await Assert.ThrowsAsync<RedisException>(() => Publishers.SendAsync(publisher, Publishers.Message("c", "x")).AsTask());
        Assert.Equal(RedisFailure.Outage, failure.Failure);
        Assert.Contains("no answer within 1 s", await publisher.Lost.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_password_opens_and_a_wrong_one_is_a_matter_of_configuration(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("requirepass s3cret");
        var settings = Publishers.To(server, kind);
        await using (var publisher = await Publishers.ConnectAsync(settings with { Password = "s3cret" }, kind))
            await Publishers.SendAsync(publisher, Publishers.Message("c", "x"));
        foreach (var password in new[] { "wr0ng", "" })
        {
            var refusal = await Assert.ThrowsAsync<RedisException>(() => Publishers.ConnectAsync(settings with { Password = password }, kind));
            Assert.Equal(RedisFailure.Configuration, refusal.Failure);
            Assert.DoesNotContain("wr0ng", refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [SkippableTheory]
    [InlineData(PublisherKind.Own)]
    [InlineData(PublisherKind.Socket)]
    public async Task A_user_of_access_control_lists_publishes_where_it_may(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("user default off", "user trac on >s3cret resetchannels &trac.* +publish +ping");
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind) with { Username = "trac", Password = "s3cret" }, kind);
        await Publishers.SendAsync(publisher, Publishers.Message("trac.test.x", "x"));
        var refusal = await Assert.ThrowsAsync<RedisException>(() => Publishers.SendAsync(publisher, Publishers.Message("other", "x")).AsTask());
        Assert.Equal((RedisFailure.Configuration, true), (refusal.Failure, refusal.IsReply));
        await Publishers.SendAsync(publisher, Publishers.Message("trac.test.x", "x"));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task The_longest_message_is_known_before_one_is_too_long(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("proto-max-bulk-len 1mb");
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(server, kind), kind);
        Assert.Equal(1024 * 1024, publisher.LongestMessage);
    }

    [SkippableTheory]
    [InlineData(PublisherKind.Library)]
    [InlineData(PublisherKind.Own)]
    public async Task TLS_is_spoken_with_those_who_can_be_trusted(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        using var certificates = await TestCertificates.MakeAsync();
        var port = FreePort.Next();
        await using var server = await RedisServer.StartNewAsync([.. certificates.Server(port), "tls-auth-clients no", "requirepass s3cret"]);
        var settings = Publishers.To(server, kind) with
        {
            Address = new RedisAddress("127.0.0.1", port), Password = "s3cret", Tls = new TlsSettings { AuthorityFile = certificates.Authority },
        };
        await using (var publisher = await Publishers.ConnectAsync(settings, kind))
            await Publishers.SendAsync(publisher, Publishers.Message("c", "x"));

        // Of another authority; made out to another name, which may be allowed.
        var distrust = await Assert.ThrowsAsync<RedisException>(
            () => Publishers.ConnectAsync(settings with { Tls = new TlsSettings { AuthorityFile = certificates.OtherAuthority } }, kind));
        Assert.Equal(RedisFailure.Configuration, distrust.Failure);
        var elsewhere = settings with { Address = new RedisAddress("localhost", port) };
        await Assert.ThrowsAsync<RedisException>(() => Publishers.ConnectAsync(elsewhere, kind));
        await using var unchecked_ = await Publishers.ConnectAsync(elsewhere with { Tls = settings.Tls with { ChecksHostName = false } }, kind);
        await Publishers.SendAsync(unchecked_, Publishers.Message("c", "x"));
    }

    [SkippableTheory]
    [InlineData(PublisherKind.Library)]
    [InlineData(PublisherKind.Own)]
    public async Task A_server_that_asks_for_a_certificate_is_shown_one(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        using var certificates = await TestCertificates.MakeAsync();
        var port = FreePort.Next();
        await using var server = await RedisServer.StartNewAsync([.. certificates.Server(port), "tls-auth-clients yes"]);
        var tls = new TlsSettings { AuthorityFile = certificates.Authority };
        var settings = Publishers.To(server, kind) with { Address = new RedisAddress("127.0.0.1", port), Tls = tls };
        await Assert.ThrowsAsync<RedisException>(() => Publishers.ConnectAsync(settings, kind));
        var shown = settings with { Tls = tls with { CertificateFile = certificates.ClientCertificate, KeyFile = certificates.ClientKey } };
        await using var publisher = await Publishers.ConnectAsync(shown, kind);
        await Publishers.SendAsync(publisher, Publishers.Message("c", "x"));
    }
}
