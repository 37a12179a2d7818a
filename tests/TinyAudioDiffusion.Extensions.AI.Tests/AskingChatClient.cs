using Microsoft.Extensions.AI;

namespace TinyAudioDiffusion.Extensions.AI.Tests;

/// <summary>A model of a page: it asks for a drum once, and then says that it is there.</summary>
internal sealed class AskingChatClient(string description, int seed) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var isAnswered = messages.Any(message => message.Contents.OfType<FunctionResultContent>().Any());
        AIContent content = isAnswered
            ? new TextContent("Here it is.")
            : new FunctionCallContent(
                "call-1", "make_drum", new Dictionary<string, object?> { ["description"] = description, ["seed"] = seed });
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [content])));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
