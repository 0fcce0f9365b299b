using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

public sealed class TicketEditorTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Create_RunsTheWorkflow_AndMakesTheUserReporter()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        stores.Ini["ticket-workflow", "create.default"] = "99";
        var result = await stores.Editor.CreateAsync(
            new TicketRequest { User = "sam", Values = FieldValues.From([new("summary", "Rope frays"), new("component", "crane control")]) }, null, default);
        Assert.Empty(result.Problems);
        Assert.Equal("new", result.Ticket!.Status);
        Assert.Equal("sam", result.Ticket.Reporter);
        var owner = Assert.Single(await stores.RowsAsync("""SELECT COALESCE("owner", '') FROM "component" WHERE "name" = 'crane control'"""));
        Assert.Equal(owner, $"'{result.Ticket.Owner}'");
    }

    [Fact]
    public async Task Create_WithoutSummary_OrWithAnUnknownOption_WritesNothing_AndNamesTheFields()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var result = await stores.Editor.CreateAsync(
            new TicketRequest
            {
                User = "sam",
                Values = FieldValues.From([new("type", "wish"), new("nonsense", "1"), new("due_date", "soon"), new("ext_id", "1234567890123")]),
            },
            null,
            default);
        Assert.Equal(["due_date", "ext_id", "nonsense", "summary", "type"], result.Problems.Select(problem => problem.Field).Order());
        Assert.Equal(125, (await stores.Tickets.ListAsync(default)).Count);
    }

    [Fact]
    public async Task Change_BehindThePersonsBack_IsACollision_AndAMissingBaseToo()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var stale = new TicketRequest { Id = 2, User = "joe", Comment = "x", BasedOn = DateTimeOffset.UnixEpoch };
        await Assert.ThrowsAsync<TicketCollisionException>(() => stores.Editor.ChangeAsync(stale, null, default).AsTask());
        await Assert.ThrowsAsync<TicketCollisionException>(() => stores.Editor.ChangeAsync(stale with { BasedOn = null }, null, default).AsTask());
        var stored = (await stores.Tickets.FindAsync(2, default))!;
        var result = await stores.Editor.ChangeAsync(stale with { BasedOn = stored.Changed }, null, default);
        Assert.NotNull(result.CommentNumber);
    }

    [Theory]
    [InlineData("TICKET_CHGPROP", "keywords")]
    [InlineData("TICKET_EDIT_DESCRIPTION", "description")]
    [InlineData("TICKET_ADMIN", "reporter")]
    [InlineData("TICKET_APPEND", null)]
    public async Task Change_NeedsThePermissionOfWhatChanges(string permission, string? field)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        stores.Permissions.Deny("sam", permission);
        var request = new TicketRequest
        {
            Id = 2,
            User = "sam",
            Values = field is null ? FieldValues.Empty : FieldValues.Empty.With(field, "other"),
            Comment = field is null ? "words" : null,
            Steps = EditSteps.Permissions,
        };
        var refused = await Assert.ThrowsAsync<PermissionException>(() => stores.Editor.ChangeAsync(request, null, default).AsTask());
        Assert.Equal(permission, refused.Action);
        Assert.Empty((await stores.Editor.ChangeAsync(request with { User = "joe" }, null, default)).Problems);
    }

    [Fact]
    public async Task Resolve_SetsStatusAndResolution_AndTheFormMustNotSayOtherwise()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var id = await OpenTicketAsync(stores);
        var request = new TicketRequest
        {
            Id = id,
            User = "joe",
            Action = "resolve",
            ActionArguments = FieldValues.Empty.With("action_resolve_resolve_resolution", "wontfix"),
            Steps = EditSteps.Workflow | EditSteps.Manipulators,
        };
        var conflict = await stores.Editor.ChangeAsync(request with { Values = FieldValues.Empty.With("status", "reopened") }, null, default);
        Assert.Equal("status", Assert.Single(conflict.Problems).Field);
        var unknown = await stores.Editor.ChangeAsync(request with { Action = "vanish" }, null, default);
        Assert.Contains("vanish", Assert.Single(unknown.Problems).Message, StringComparison.Ordinal);
        var result = await stores.Editor.ChangeAsync(request, null, default);
        Assert.Equal(("closed", "wontfix"), (result.Ticket!.Status, result.Ticket.Values["resolution"]));
    }

    [Fact]
    public async Task OwnerSetByForm_AgainstTheAction_IsAProblem()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var id = await OpenTicketAsync(stores);
        var result = await stores.Editor.ChangeAsync(
            new TicketRequest
            {
                Id = id,
                User = "joe",
                Action = "reassign",
                Values = FieldValues.Empty.With("owner", "marit"),
                ActionArguments = FieldValues.Empty.With("action_reassign_reassign_owner", "nils"),
                Steps = EditSteps.Workflow,
            },
            null,
            default);
        var problem = Assert.Single(result.Problems);
        Assert.Equal("owner", problem.Field);
        Assert.Contains("\"nils\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manipulators_SeeWhatFormerOnesMade_MayRefuse_AndSetFields()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        stores.Points.Add("a.First", new Manipulator(_ => new TicketVerdict { Changes = FieldValues.Empty.With("keywords", "seen") }));
        stores.Points.Add("b.Second", new Manipulator(draft => draft.Values["keywords"] == "seen" && draft.Comment == "no"
            ? new TicketVerdict { Problems = [new ValidationProblem { Message = "not that" }] }
            : TicketVerdict.Good));
        var request = new TicketRequest { Id = 2, User = "joe", Comment = "no", Steps = EditSteps.Manipulators };
        Assert.Equal("not that", Assert.Single((await stores.Editor.ChangeAsync(request, null, default)).Problems).Message);
        var result = await stores.Editor.ChangeAsync(request with { Comment = "yes" }, null, default);
        Assert.Equal("seen", result.Ticket!.Values["keywords"]);
    }

    [Fact]
    public async Task Delete_NeedsTicketAdmin()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        stores.Permissions.Deny("joe", "TICKET_ADMIN");
        var request = new TicketRequest { Id = 2, User = "joe" };
        await Assert.ThrowsAsync<PermissionException>(() => stores.Editor.DeleteAsync(request, null, default).AsTask());
        await stores.Editor.DeleteAsync(request with { User = "admin" }, null, default);
        Assert.Null(await stores.Tickets.FindAsync(2, default));
    }

    [Theory]
    [InlineData(EditSteps.Manipulators, false)]
    [InlineData(EditSteps.Manipulators | EditSteps.Notification, true)]
    public async Task WhetherPeopleAreTold_StandsInTheEvent(EditSteps steps, bool expected)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        await stores.Editor.ChangeAsync(new TicketRequest { Id = 2, User = "joe", Comment = "x", Steps = steps }, null, default);
        Assert.Equal(expected, stores.Recorder.Single<TicketChanged>().Notify);
    }

    private static async Task<int> OpenTicketAsync(Stores stores) => (await stores.Tickets.CreateAsync(
        new NewTicket
        {
            Values = FieldValues.From([new("summary", "open"), new("status", "assigned"), new("owner", "sam"), new("reporter", "sam")]),
        },
        null,
        default)).Id;

    private sealed class Manipulator(Func<TicketDraft, TicketVerdict> verdict) : ITicketManipulator
    {
        public ValueTask<TicketVerdict> ValidateTicketAsync(TicketDraft draft, CancellationToken cancellation) => new(verdict(draft));
    }
}
