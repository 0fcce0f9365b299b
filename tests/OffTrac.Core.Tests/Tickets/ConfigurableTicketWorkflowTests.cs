using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>The basic workflow, and what an ini can say beyond it.</summary>
public sealed class ConfigurableTicketWorkflowTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(null, "create create_and_assign")]
    [InlineData("new", "leave resolve reassign accept")]
    [InlineData("accepted", "leave resolve reassign")]
    [InlineData("closed", "leave reopen")]
    [InlineData("lost", "leave _reset")]
    public async Task BasicWorkflow_OffersByWeight_ThenByNameDescending(string? status, string expected)
    {
        await using var stores = await BasicAsync();
        var actions = await stores.Workflow.GetActionsAsync(Context(status), default);
        Assert.Equal(expected, string.Join(' ', actions.Select(action => action.Name)));
    }

    [Fact]
    public async Task AnActionWithoutItsPermission_IsNotOffered_AndAnyOneOfSeveralSuffices()
    {
        await using var stores = await BasicAsync();
        stores.Permissions.Deny("joe", "TICKET_MODIFY");
        stores.Ini["ticket-workflow", "resolve.permissions"] = "TICKET_MODIFY, TICKET_APPEND";
        var actions = await stores.Workflow.GetActionsAsync(Context("new"), default);
        Assert.Equal(["leave", "resolve"], actions.Select(action => action.Name));
    }

    [Fact]
    public async Task OwnersToChooseFrom_AreUsersGroupsAndHoldersOfPermissions()
    {
        await using var stores = await BasicAsync();
        stores.Points.Add("trac.perm.DefaultPermissionStore", new Grants(("sam", "crew"), ("mates", "crew"), ("nils", "mates"), ("crew", "mates")));
        stores.Ini["ticket-workflow", "reassign.set_owner"] = "zoe, crew";
        var input = Assert.Single((await DescribeAsync(stores, "reassign", "new")).Inputs);
        Assert.Equal((TicketActionInputKind.Select, "action_reassign_reassign_owner", "joe"), (input.Kind, input.Argument, input.Value));
        Assert.Equal(["nils", "sam", "zoe"], input.Options);
        stores.Ini["ticket-workflow", "reassign.set_owner"] = "zoe";
        Assert.Equal(TicketActionInputKind.Fixed, Assert.Single((await DescribeAsync(stores, "reassign", "new")).Inputs).Kind);
    }

    [Fact]
    public async Task ResolutionsToChooseFrom_MustExist()
    {
        await using var stores = await BasicAsync();
        var control = await DescribeAsync(stores, "resolve", "new");
        Assert.Equal("fixed", Assert.Single(control.Inputs).Value);
        Assert.Equal(["The resolution will be set", "Next status will be 'closed'"], control.Hints.Select(hint => hint.ToString()));
        stores.Ini["ticket-workflow", "resolve.set_resolution"] = "fixed, sunk";
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => DescribeAsync(stores, "resolve", "new"));
        Assert.Contains("'sunk'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyListedControllersCount()
    {
        await using var stores = await BasicAsync();
        stores.Ini["ticket", "workflow"] = "SomethingElse";
        Assert.Empty(await stores.Workflow.GetActionsAsync(Context("new"), default));
        Assert.Empty(await stores.Workflow.GetStatusesAsync(default));
    }

    [Fact]
    public async Task ANewEnvironmentWithoutWorkflow_GetsTheBasicOne_AndOneWithAWorkflowKeepsIt()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var before = stores.Ini.Version;
        await CreatedAsync(stores);
        Assert.Equal(before, stores.Ini.Version);
        Clear(stores);
        await CreatedAsync(stores);
        Assert.Equal("new,assigned,accepted,reopened -> closed", stores.Ini.Get("ticket-workflow", "resolve"));
    }

    private async Task<Stores> BasicAsync()
    {
        var stores = await Stores.GoldenAsync(_engine);
        Clear(stores);
        await CreatedAsync(stores);
        return stores;
    }

    private static void Clear(Stores stores)
    {
        foreach (var option in stores.Ini.Section("ticket-workflow").Keys.ToArray())
            stores.Ini["ticket-workflow", option] = null;
    }

    private static async Task CreatedAsync(Stores stores)
    {
        await using var scope = await stores.Database.BeginWriteAsync(default);
        await stores.Points.Get<OffTrac.Sdk.Environments.IEnvironmentSetupParticipant>().TellAsync(
            scope, static (participant, scope, cancellation) => participant.EnvironmentCreatedAsync(scope, cancellation), default);
    }

    private static async Task<TicketActionControl> DescribeAsync(Stores stores, string action, string status)
    {
        var context = Context(status);
        var offered = (await stores.Workflow.GetActionsAsync(context, default)).Single(offer => offer.Name == action);
        return Assert.Single(await stores.Workflow.DescribeAsync(offered, context, default));
    }

    private static TicketActionContext Context(string? status)
    {
        var values = FieldValues.From([new("owner", "joe"), new("status", status)]);
        return new TicketActionContext
        {
            Stored = status is null ? null : new Ticket { Id = 2, Values = values },
            Values = values,
            User = "joe",
            Author = "joe",
        };
    }

    private sealed class Grants(params (string Subject, string Action)[] grants) : IPermissionStore
    {
        public ValueTask<IReadOnlyList<PermissionGrant>> GetAllPermissionsAsync(CancellationToken cancellation) =>
            new([.. grants.Select(grant => new PermissionGrant { Subject = grant.Subject, Action = grant.Action })]);

        public ValueTask<IReadOnlyList<string>> GetUserPermissionsAsync(string user, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<string>> GetUsersWithPermissionsAsync(
            IReadOnlyCollection<string> actions, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask GrantAsync(PermissionGrant grant, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask RevokeAsync(PermissionGrant grant, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
