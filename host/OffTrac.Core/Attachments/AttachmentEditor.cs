using System.Globalization;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Attachments;

/// <summary>The way in for people's attachments.</summary>
public sealed class AttachmentEditor(
    IEnvironment environment, IAttachmentStore attachments, IPermissions permissions, IExtensionPoint<IAttachmentManipulator> manipulators)
    : IAttachmentEditor
{
    private const int DefaultSize = 262144;

    public async ValueTask<AttachmentResult> AddAsync(
        AttachmentRequest request, Stream content, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request with { FileName = AttachmentFileName.Normalize(request.FileName) };
        await RequireAsync("ATTACHMENT_CREATE", request, fileName: null, cancellation).ConfigureAwait(false);
        var isChecked = request.Steps.HasFlag(EditSteps.Manipulators);
        if (isChecked && await FindProblemsAsync(request, cancellation).ConfigureAwait(false) is { Count: > 0 } problems)
            return new AttachmentResult { Problems = problems };
        var replaced = request.Replace
            ? await attachments.FindAsync(request.Parent, request.FileName, cancellation).ConfigureAwait(false)
            : null;
        if (replaced is not null)
            await RequireAsync("ATTACHMENT_DELETE", request, request.FileName, cancellation).ConfigureAwait(false);
        var stored = await attachments.AddAsync(
            new NewAttachment
            {
                Parent = request.Parent,
                FileName = request.FileName,
                Description = TracText.IsBlank(request.Description) && !string.IsNullOrEmpty(replaced?.Description)
                    ? replaced.Description
                    : request.Description,
                Author = request.Author ?? request.User,
                Time = request.Time,
                Replace = replaced is not null,
                MaxSize = isChecked && MaxSize is >= 0 and var size ? size : null,
                Origin = request.Origin,
                Notify = request.Steps.HasFlag(EditSteps.Notification),
            },
            content,
            scope,
            cancellation).ConfigureAwait(false);
        return new AttachmentResult { Attachment = stored };
    }

    public async ValueTask DeleteAsync(AttachmentRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await RequireAsync("ATTACHMENT_DELETE", request, request.FileName, cancellation).ConfigureAwait(false);
        await attachments.DeleteAsync(
            new AttachmentDeletion
            {
                Parent = request.Parent,
                FileName = request.FileName,
                Author = request.Author ?? request.User,
                Origin = request.Origin,
                Notify = request.Steps.HasFlag(EditSteps.Notification),
            },
            scope,
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<ValidationProblem>> FindProblemsAsync(AttachmentRequest request, CancellationToken cancellation)
    {
        if (request.FileName.Length == 0)
            return [new ValidationProblem { Field = "filename", Message = "No file uploaded" }];
        if (request.Length is 0)
            return [new ValidationProblem { Field = "content", Message = "Can't upload empty file" }];
        if (MaxSize is >= 0 and var most && request.Length > most)
            return [new ValidationProblem { Field = "content", Message = $"Maximum attachment size: {Readable(most)}" }];
        var draft = new AttachmentDraft
        {
            Parent = request.Parent,
            FileName = request.FileName,
            Description = request.Description,
            User = request.User,
            Author = request.Author ?? request.User,
            Length = request.Length,
        };
        var answers = await manipulators.AskAllAsync(
            draft,
            static (manipulator, draft, cancellation) => manipulator.ValidateAttachmentAsync(draft, cancellation),
            cancellation).ConfigureAwait(false);
        return [.. answers.SelectMany(answer => answer.Value)];
    }

    private ValueTask RequireAsync(string action, AttachmentRequest request, string? fileName, CancellationToken cancellation) =>
        request.Steps.HasFlag(EditSteps.Permissions)
            ? permissions.RequireAsync(
                action, request.User, new Resource { Realm = "attachment", Id = fileName, Parent = request.Parent }, cancellation)
            : default;

    private int MaxSize => environment.Configuration.Get("attachment", "max_size") is not { } text
        ? DefaultSize
        : TracText.TryInteger(text, out var size)
            ? size
            : throw new ConfigurationException($"[attachment] max_size = {text} is not possible: write a whole number of bytes, such as {DefaultSize}.");

    private static string Readable(long size)
    {
        if (size < 1024)
            return size == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{size} bytes");
        var (number, unit) = (size / 1024.0, 0);
        for (; number >= 1024 && unit < 3; unit++)
            number /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{number:F1} {"KMGT"[unit]}B");
    }
}
