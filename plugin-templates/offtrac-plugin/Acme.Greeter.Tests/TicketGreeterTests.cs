using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;

namespace AcmeNamespace.Tests;

public sealed class TicketGreeterTests
{
    [Fact]
    public async Task NewTicket_IsGreetedWithTheConfiguredWords()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["Acme.Greeter"],
            Ini = """
                [components]
                acme.greeter.* = enabled
                [acme.greeter]
                greeting = Ahoy
                """,
        });

        await environment.Get<ITicketStore>().CreateAsync(
            new NewTicket { Values = [new("summary", "Pump leaks"), new("reporter", "joe"), new("status", "new")] }, null, CancellationToken.None);

        Assert.Contains("Ahoy, joe: ticket #1 is in good hands.", environment.Log);
    }

    [Fact]
    public async Task Plugin_IsGoneFromMemoryAfterItsRemoval()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["Acme.Greeter"],
            Ini = "[components]\nacme.greeter.* = enabled",
        });

        await environment.RemovePluginAsync("Acme.Greeter");

        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("acme.greeter"));
    }
}
