using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;

namespace OffTrac.Host.Commands;

/// <summary><c>attachment list|add|remove|move|export</c>, as in trac-admin.</summary>
internal static class AttachmentCommands
{
    // Trac's author of what was added without naming one.
    private const string Author = "trac";

    private static readonly CommandArgument s_resource = new() { Name = "RESOURCE", Description = "Such as ticket:42, wiki:WikiStart or milestone:1.0." };

    private static readonly CommandArgument s_name = new() { Name = "NAME", Description = "Name of the attachment." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "attachment list",
            Summary = "Lists what is attached to a ticket, page or milestone.",
            Arguments = [s_resource],
        }, ListAsync),
        new(new Command
        {
            Words = "attachment add",
            Summary = "Attaches a file, under its own name or, when that is taken, under one with a number.",
            Arguments =
            [
                s_resource,
                new() { Name = "PATH", Description = "The file." },
                new() { Name = "AUTHOR", Description = "Who is written down; trac if left out.", IsOptional = true },
                new() { Name = "DESCRIPTION", Description = "What it is.", IsOptional = true },
            ],
        }, AddAsync),
        new(new Command
        {
            Words = "attachment remove",
            Aliases = ["attachment delete"],
            Summary = "Deletes an attachment.",
            Arguments = [s_resource, s_name],
        }, RemoveAsync),
        new(new Command
        {
            Words = "attachment move",
            Summary = "Gives an attachment to another resource, renames it, or both.",
            Arguments =
            [
                s_resource,
                s_name,
                new() { Name = "NEW-RESOURCE", Description = "To what it is to belong." },
                new() { Name = "NEW-NAME", Description = "Its new name." },
            ],
        }, MoveAsync),
        new(new Command
        {
            Words = "attachment export",
            Summary = "Writes an attachment to a new file, or to standard output.",
            Arguments =
            [
                s_resource,
                s_name,
                new() { Name = "PATH", Description = "A directory, or a file that does not exist yet.", IsOptional = true },
            ],
        }, ExportAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var parent = Resource(context.Input["RESOURCE"]!);
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var attachments = await environment.Get<IAttachmentStore>().ListAsync(parent, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["filename", "size", "author", "time", "description"],
            Rows = [.. attachments.Select(file => new object?[] { file.FileName, file.Size, file.Author, file.Time, file.Description })],
        });
    }

    private static ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var path = context.Console.FullPath(input["PATH"]!);
        var attachment = new NewAttachment
        {
            Parent = Resource(input["RESOURCE"]!),
            FileName = AttachmentFileName.Normalize(Path.GetFileName(path)),
            Author = input["AUTHOR"] ?? Author,
            Description = input["DESCRIPTION"] ?? "",
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                using var content = Open(path);
                var added = await environment.Get<IAttachmentStore>()
                    .AddAsync(attachment, content, scope: null, cancellation).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"'{added.FileName}' attached to {input["RESOURCE"]}, {added.Size} bytes.");
            },
            cancellation);
    }

    private static ValueTask<CommandResult> RemoveAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var deletion = new AttachmentDeletion
        {
            Parent = Resource(input["RESOURCE"]!),
            FileName = input["NAME"],
            Author = input.User,
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                await environment.Get<IAttachmentStore>().DeleteAsync(deletion, scope: null, cancellation).ConfigureAwait(false);
                return $"'{input["NAME"]}' deleted from {input["RESOURCE"]}.";
            },
            cancellation);
    }

    private static ValueTask<CommandResult> MoveAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var move = new AttachmentMove
        {
            Parent = Resource(input["RESOURCE"]!),
            FileName = input["NAME"],
            NewParent = Resource(input["NEW-RESOURCE"]!),
            NewFileName = input["NEW-NAME"],
            Author = input.User,
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                await environment.Get<IAttachmentStore>().MoveAsync(move, scope: null, cancellation).ConfigureAwait(false);
                return $"'{input["NAME"]}' of {input["RESOURCE"]} is '{input["NEW-NAME"]}' of {input["NEW-RESOURCE"]} now.";
            },
            cancellation);
    }

    private static async ValueTask<CommandResult> ExportAsync(CommandContext context, CancellationToken cancellation)
    {
        var (parent, name) = (Resource(context.Input["RESOURCE"]!), context.Input["NAME"]!);
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var store = environment.Get<IAttachmentStore>();
        var attachment = await store.FindAsync(parent, name, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException($"Attachment '{parent.Realm}:{parent.Id}: {name}' does not exist.");
        var content = await store.OpenAsync(attachment, cancellation).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            if (context.Input["PATH"] is not { } typed)
            {
                var output = context.Console.OpenBytes();
                await using (output.ConfigureAwait(false))
                    await content.CopyToAsync(output, cancellation).ConfigureAwait(false);
                return CommandResult.Done;
            }

            var path = PathFor(context.Console.FullPath(typed), name);
            await WriteAsync(content, path, cancellation).ConfigureAwait(false);
            return CommandResult.FromText($"'{name}' written to {path}.");
        }
    }

    /// <summary>A name that people gave an attachment must not lead out of the directory that was typed.</summary>
    private static string PathFor(string path, string name)
    {
        if (!Directory.Exists(path))
            return path;
        return name is "." or ".." || name.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar)
            ? throw new TracException($"'{name}' can't be the name of a file in '{path}'; name the file.")
            : Path.Combine(path, name);
    }

    private static async ValueTask WriteAsync(Stream content, string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
            throw new TracException($"'{path}' exists already; attachment export writes new files only.");
        var complete = false;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        try
        {
            await content.CopyToAsync(file, cancellation).ConfigureAwait(false);
            complete = true;
        }
        finally
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (!complete)
                File.Delete(path);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TracException($"There is no file '{path}'.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"'{path}' can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>The name as it is, not quoted: trac-admin takes it so.</summary>
    private static Resource Resource(string typed)
    {
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == typed.Length - 1
            ? throw new UsageException($"'{typed}' is not a resource, such as ticket:42.")
            : new Resource { Realm = typed[..colon], Id = typed[(colon + 1)..] };
    }
}
