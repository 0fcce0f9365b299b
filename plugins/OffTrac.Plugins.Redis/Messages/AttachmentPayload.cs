using OffTrac.Sdk.Attachments;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>The members of messages about attachments.</summary>
internal static class AttachmentPayload
{
    public static void Attachment(PayloadWriter payload, Attachment attachment)
    {
        payload.Text("realm", attachment.Parent.Realm);
        payload.Text("id", attachment.Parent.Id);
        payload.Text("filename", attachment.FileName);
        payload.Number("size", attachment.Size);
        payload.Text("author", attachment.Author);
        payload.Time("time", attachment.Time);
        payload.Text("description", attachment.Description);
    }

    public static void Reparented(PayloadWriter payload, AttachmentMoved moved)
    {
        Attachment(payload, moved.Attachment);
        payload.Text("old_realm", moved.OldParent.Realm);
        payload.Text("old_id", moved.OldParent.Id);
        payload.Text("old_filename", moved.OldFileName);
    }
}
