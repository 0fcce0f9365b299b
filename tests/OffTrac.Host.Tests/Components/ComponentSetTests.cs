namespace OffTrac.Host.Tests.Components;

public sealed class ComponentSetTests
{
    [Fact]
    public async Task Component_gets_services_loggers_points_and_other_components_and_says_which_rule_enabled_it()
    {
        await using var parts = new PartSet(typeof(Car), typeof(Engine));
        await parts.ApplyAsync();

        Assert.Equal(["parts.Car", "parts.Engine"], parts.Parts.Components);
        var status = parts.Status("parts.Car");
        Assert.True(status.IsEnabled);
        Assert.Equal("parts.* = enabled", status.Rule);
        Assert.Equal(2, status.Line);
        Assert.EndsWith("offtrac.ini", status.File, StringComparison.Ordinal);
        Assert.Contains(nameof(IPart), status.Description.ExtensionPoints);
    }

    [Fact]
    public async Task Edit_of_the_rules_makes_and_disposes_only_what_changed_and_what_takes_it()
    {
        await using var parts = new PartSet(typeof(Car), typeof(Engine), typeof(Radio));
        await parts.ApplyAsync();
        var before = await parts.IdentitiesAsync();

        await parts.ApplyAsync("parts.* = enabled", "parts.radio = disabled");
        var without = await parts.IdentitiesAsync();
        Assert.Equal(["parts.Car", "parts.Engine"], without.Keys);
        Assert.Equal((before["parts.Car"], before["parts.Engine"]), (without["parts.Car"], without["parts.Engine"]));
        Assert.Empty(parts.Journal.Lines);

        await parts.ApplyAsync("parts.* = enabled", "parts.engine = disabled");
        Assert.Equal(["parts.Radio"], parts.Parts.Components);
        Assert.Equal("it needs parts.Engine, which is off: " + parts.Status("parts.Engine").Reason, parts.Status("parts.Car").Reason);
        await EventuallyAsync(() => parts.Journal.Lines.Count == 2);
        Assert.Equal(["car disposed", "engine disposed"], parts.Journal.Lines);

        await parts.ApplyAsync("parts.* = enabled");
        var again = await parts.IdentitiesAsync();
        Assert.NotEqual(before["parts.Engine"], again["parts.Engine"]);
    }

    [Fact]
    public async Task Edit_of_an_option_reaches_the_same_instance()
    {
        await using var parts = new PartSet(typeof(Radio), typeof(Engine));
        await parts.ApplyAsync();
        Assert.Equal(1, (await parts.IdentitiesAsync())["parts.Radio"]);
        var engine = (await parts.IdentitiesAsync())["parts.Engine"];

        await parts.ApplyAsync("parts.* = enabled", "[radio]|channel = 7");

        Assert.Equal(7, (await parts.IdentitiesAsync())["parts.Radio"]);
        Assert.Equal(engine, (await parts.IdentitiesAsync())["parts.Engine"]);
    }

    [Fact]
    public async Task Bad_option_at_start_leaves_its_component_off_with_the_line_that_names_it()
    {
        await using var parts = new PartSet(typeof(Radio), typeof(Engine));
        await parts.ApplyAsync("parts.* = enabled", "[radio]|channel = loud");

        Assert.Equal(["parts.Engine"], parts.Parts.Components);
        var reason = parts.Status("parts.Radio").Reason;
        Assert.Contains("channel", reason, StringComparison.Ordinal);
        Assert.Contains("loud", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Brittle), "its constructor failed: [brittle] glass = thin can't be used")]
    [InlineData(typeof(Greedy), "it needs ITicketStore, which the host does not offer to components of scope Environment")]
    [InlineData(typeof(TwoFaced), "TwoFaced has 2 public constructors instead of one")]
    public async Task Component_that_can_not_be_made_is_off_with_its_reason_and_others_run(Type type, string reason)
    {
        await using var parts = new PartSet(typeof(Engine), type);
        await parts.ApplyAsync();

        var status = parts.Status("parts." + type.Name);
        Assert.False(status.IsEnabled);
        Assert.Equal(reason, status.Reason);
        Assert.Equal(["parts.Engine"], parts.Parts.Components);
    }

    [Fact]
    public async Task Components_that_need_each_other_are_off_and_say_so()
    {
        await using var parts = new PartSet(typeof(Egg), typeof(Hen), typeof(Engine));
        await parts.ApplyAsync();

        Assert.Equal(["parts.Engine"], parts.Parts.Components);
        Assert.Contains("parts.Egg → parts.Hen → parts.Egg", parts.Status("parts.Egg").Reason, StringComparison.Ordinal);
        Assert.Contains("parts.Egg", parts.Status("parts.Hen").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Component_of_the_other_scope_is_not_of_this_set()
    {
        await using var parts = new PartSet(typeof(Router), typeof(Engine));
        await parts.ApplyAsync();

        Assert.Equal(["parts.Engine"], parts.Parts.Components);
    }

    [Fact]
    public async Task Background_work_runs_until_its_component_is_disabled_and_again_when_it_is_back()
    {
        await using var parts = new PartSet(typeof(Clock));
        await parts.ApplyAsync();
        Assert.Empty(parts.Journal.Lines);

        await parts.StartBackgroundAsync();
        await EventuallyAsync(() => parts.Journal.Lines.Count == 1);
        await parts.ApplyAsync("parts.* = disabled");
        await EventuallyAsync(() => parts.Journal.Lines.Count == 2);
        await parts.ApplyAsync("parts.* = enabled");
        await EventuallyAsync(() => parts.Journal.Lines.Count == 3);

        Assert.Equal(["clock runs", "clock stops", "clock runs"], parts.Journal.Lines);
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var i = 0; i < 3000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }
}
