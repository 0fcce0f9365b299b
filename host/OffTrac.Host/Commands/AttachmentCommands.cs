using OffTrac.Core.Attachments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;

namespace OffTrac.Host.Commands;

/// <summary><c>attachment list</c>, as in trac-admin.</summary>
internal static class AttachmentCommands
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "attachment list",
            Summary = "Lists what is attached to a ticket, page or milestone.",
            Arguments = [new() { Name = "RESOURCE", Description = "Such as ticket:42, wiki:WikiStart or milestone:1.0." }],
        }, ListAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var typed = context.Input["RESOURCE"]!;
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == typed.Length - 1)
            throw new UsageException($"'{typed}' is not a resource, such as ticket:42.");
        // The name as it is, not quoted: trac-admin takes it so.
        var parent = new Resource { Realm = typed[..colon], Id = typed[(colon + 1)..] };
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var attachments = await environment.Get<AttachmentStore>().ListAsync(parent, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["filename", "size", "author", "time", "description"],
            Rows = [.. attachments.Select(file => new object?[] { file.FileName, file.Size, file.Author, file.Time, file.Description })],
        });
    }
}
