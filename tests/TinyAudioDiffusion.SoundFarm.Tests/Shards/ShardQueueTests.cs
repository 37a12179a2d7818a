using SoundFarm.Shards;

namespace SoundFarm.Tests.Shards;

public class ShardQueueTests
{
    [Fact]
    public void First_IsOfTheHighestPriority_ThenOfTheOldestJob_ThenInTheOrderOfTheJob()
    {
        var queue = new ShardQueue();
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        queue.Offer(new("late/0000", 0, noon.AddHours(1)));
        queue.Offer(new("early/0001", 0, noon));
        queue.Offer(new("early/0000", 0, noon));
        queue.Offer(new("urgent/0000", 5, noon.AddHours(2)));
        queue.Offer(new("urgent/0000", 5, noon.AddHours(2)));

        var order = new List<string>();
        while (queue.First is { } shard)
        {
            order.Add(shard);
            queue.Withdraw(shard);
        }

        Assert.Equal(["urgent/0000", "early/0000", "early/0001", "late/0000"], order);
    }
}
